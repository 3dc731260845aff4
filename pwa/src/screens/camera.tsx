import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../core/problem.ts';
import { hasTorch, setTorch, shoot, stamp, type Fault, type ShotFacts } from '../device/camera.ts';
import type { Fix } from '../device/location.ts';
import { t } from '../i18n/index.ts';
import { serverNow } from '../state/clock.ts';
import { Button, IconButton, Shutter } from '../ui/button.tsx';
import { Full, Glyph, show } from '../ui/full.tsx';
import { Icon } from '../ui/icon.tsx';
import { words } from './camera-words.ts';
import { Draw } from './draw.tsx';
import { useLens, usePlace } from './lens.ts';
import '../ui/css/camera.css';

const TORCH = 'M8 3.5h8v3l-2 3.5v10.5h-4V10L8 6.5zM12 13v2';

export interface Asked {
  readonly take: (files: File[], facts?: ShotFacts) => void;
  /** A photo's SHA-256, or the address of one on this phone. */
  readonly overlay?: readonly string[] | undefined;
  /** There is no live camera here: the next press should open the phone's own at once. */
  readonly fellBack: () => void;
}

/** A picture between the shutter and "use". Only the packed file is held, never its pixels. */
interface Look { readonly file: File; readonly url: string; readonly drawn: { readonly file: File; readonly url: string } | null; readonly stamp: string; readonly facts: ShotFacts }
type Step = { readonly kind: 'aim' } | { readonly kind: 'busy' } | { readonly kind: 'look'; readonly look: Look } | { readonly kind: 'draw'; readonly look: Look };
const AIM: Step = { kind: 'aim' };

export function openCamera(asked: Asked): void {
  show((close) => <Camera {...asked} close={close} />);
}

/** Aim, shoot, look, use; and again, until "done". */
function Camera({ take, overlay, fellBack, close }: Asked & { close: () => void }) {
  const [step, setStep] = useState<Step>(AIM), [stamps, setStamps] = useState<readonly string[]>([]), [wrong, setWrong] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const { view, again } = useLens(step.kind !== 'draw', video), place = usePlace(view.kind === 'live');
  const look = step.kind === 'look' || step.kind === 'draw' ? step.look : null;

  const aim = () => {
    if (look) forget(look);
    setStep(AIM);
  };
  const use = () => {
    if (!look) return;
    take([look.file], look.facts);
    // The picture as it was taken is the evidence. What somebody drew is one more statement, beside it and never instead of it.
    if (look.drawn) take([look.drawn.file], look.facts);
    setStamps([...stamps, look.stamp]);
    aim();
  };
  // A call that comes in, or the system, may end the page while the picture is looked at: it is kept, and can be removed later.
  useWhenHidden(use, look !== null);

  const press = async () => {
    const { current } = video;
    if (view.kind !== 'live' || !current?.videoWidth || step.kind !== 'aim') return;
    setStep({ kind: 'busy' });
    setWrong(false);
    const at = serverNow(), fix = place.now();
    navigator.vibrate?.(20);
    try {
      const small = stamp(current), file = named(await shoot(view.stream, current), at);
      const facts = { taken_at: new Date(at).toISOString(), place: fix };
      setStep({ kind: 'look', look: { file, url: URL.createObjectURL(file), drawn: null, stamp: small, facts } });
    } catch {
      setWrong(true);
      setStep(AIM);
    }
  };
  const drew = (from: Look, drawn: Blob | null) => {
    if (!drawn) return setStep({ kind: 'look', look: from });
    if (from.drawn) URL.revokeObjectURL(from.drawn.url);
    setStep({ kind: 'look', look: { ...from, drawn: { file: named(drawn, serverNow()), url: URL.createObjectURL(drawn) } } });
  };
  const byApp = (files: File[]) => {
    if (view.kind === 'off') fellBack();
    files.forEach((file) => take([file]));
    close();
  };

  if (step.kind === 'draw') return <Full label={words().title} cancel={() => drew(step.look, null)} key="draw"><Draw picture={step.look.url} save={(blob) => drew(step.look, blob)} cancel={() => drew(step.look, null)} /></Full>;
  return (
    <Full label={words().title} cancel={look ? aim : close} key="camera">
      <header>
        {!look && <IconButton icon="close" label={t().close} press={close} mark="camera-close" />}
        {view.kind !== 'off' && <PlaceLine place={place.place} again={place.ask} />}
        {!look && view.kind === 'live' && hasTorch(view.stream) && <Torch stream={view.stream} />}
        {!look && view.kind === 'live' && <Shutter look="button square" icon="camera" take={byApp} mark="camera-own"><span class="vh">{words().own}</span></Shutter>}
      </header>
      {view.kind === 'off' && !look ? <Off fault={view.code} again={again} take={byApp} /> : (
        <div class="stage">
          <video ref={video} playsInline muted autoPlay hidden={look !== null} aria-hidden="true" />
          {look ? <img src={look.drawn?.url ?? look.url} alt={look.drawn ? words().shotDrawn : words().shot} /> : overlay?.length && view.kind === 'live' && <Ghost from={overlay} />}
          {view.kind === 'opening' && !look && <p class="wait" role="status"><span class="spin" aria-hidden="true" />{words().opening}</p>}
        </div>
      )}
      {wrong && <p class="strip" role="alert"><Icon name="alert" />{words().failed}</p>}
      <p class="vh" role="status">{stamps.length > 0 && words().taken(stamps.length)}</p>
      {look ? (
        <footer class="choices" key="choices">
          <Button press={aim} mark="retake">{words().retake}</Button>
          <Button press={() => setStep({ kind: 'draw', look })} mark="draw">{words().draw}</Button>
          <Button kind="primary" icon="check" press={use} mark="use">{words().use}</Button>
        </footer>
      ) : (
        <footer class="shoot" key="shoot">
          <span class="stamps" aria-hidden="true">{stamps.slice(-2).map((one) => <img src={one} alt="" key={one} />)}{stamps.length > 0 && <b class="num">{stamps.length}</b>}</span>
          {view.kind !== 'off' && <ShutterButton live={view.kind === 'live'} busy={step.kind === 'busy'} press={() => void press()} />}
          {stamps.length > 0 && <Button icon="check" press={close} mark="camera-done">{words().done}</Button>}
        </footer>
      )}
    </Full>
  );
}

function forget({ url, drawn }: Look): void {
  URL.revokeObjectURL(url);
  if (drawn) URL.revokeObjectURL(drawn.url);
}

const named = (blob: Blob, at: number) => new File([blob], 'photo', { type: blob.type, lastModified: Math.round(at) });

function useWhenHidden(run: () => void, on: boolean): void {
  // In the same step as the picture is shown: a page that is hidden paints no more, and its later effects never run.
  useLayoutEffect(() => {
    if (!on) return;
    const hidden = () => { if (document.hidden) run(); };
    document.addEventListener('visibilitychange', hidden);
    return () => document.removeEventListener('visibilitychange', hidden);
  });
}

/** Takes the focus as soon as it works: the next key or tap is the shutter. */
function ShutterButton({ live, busy, press }: { live: boolean; busy: boolean; press: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (live) button.current?.focus(); }, [live]);
  return (
    <button ref={button} type="button" class={busy ? 'shutter busy' : 'shutter'} aria-label={busy ? words().shooting : words().shoot} aria-disabled={busy || !live}
      onClick={press} data-action="shutter" />
  );
}

function PlaceLine({ place, again }: { place: Fix | Problem | null; again: () => void }) {
  if (place instanceof Problem) {
    return (
      <p class="grow small" role="status" data-place={place.code}>{words().places[place.code] ?? words().places['place.unavailable']}
        {place.code === 'place.unavailable' && <Button kind="bare" icon="retry" press={again}>{words().again}</Button>}</p>
    );
  }
  return <p class="grow small num" role="status" data-place={place ? 'found' : 'asked'}><Icon name="pin" />{place ? words().accuracy(place.accuracy_m) : words().locating}</p>;
}

function Torch({ stream }: { stream: MediaStream }) {
  const [on, setOn] = useState(false);
  const turn = () => void setTorch(stream, !on).then(() => setOn(!on), () => undefined);
  return <button type="button" class="button square" aria-label={words().torch} title={words().torch} aria-pressed={on} onClick={turn} data-action="torch"><Glyph d={TORCH} /></button>;
}

/** What it looked like before, half seen through, so that both pictures are taken from one spot. */
function Ghost({ from }: { from: readonly string[] }) {
  const [on, setOn] = useState(true), [percent, setPercent] = useState(50), [failed, setFailed] = useState(0), address = from[failed];
  if (!address) return null;
  return (
    <>
      {on && <img class="ghost" src={address} alt="" style={{ opacity: percent / 100 }} onError={() => setFailed(failed + 1)} />}
      <div class="ghost-row">
        <button type="button" class="button square" aria-label={words().ghost} title={words().ghost} aria-pressed={on} onClick={() => setOn(!on)} data-action="ghost"><Icon name="columns" /></button>
        <input type="range" min="10" max="90" step="5" value={percent} disabled={!on} aria-label={words().ghostHow} aria-valuetext={words().percent(percent)}
          onInput={(event) => setPercent(event.currentTarget.valueAsNumber)} />
      </div>
    </>
  );
}

/** Why there is no picture, and the camera that is there all the same. */
function Off({ fault, again, take }: { fault: Fault; again: () => void; take: (files: File[]) => void }) {
  const [happened, todo] = words().faults[fault];
  return (
    <div class="stage off" role="alert" data-fault={fault}>
      <Icon name="camera" />
      <h2>{happened}</h2>
      <p>{todo}</p>
      <Shutter take={take} mark="camera-own">{words().own}</Shutter>
      {fault === 'busy' && <Button icon="retry" press={again}>{words().again}</Button>}
    </div>
  );
}
