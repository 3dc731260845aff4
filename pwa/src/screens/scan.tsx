import { useEffect, useRef, useState } from 'preact/hooks';
import { hasTorch, setTorch, type Fault } from '../device/camera.ts';
import { watch } from '../device/scan.ts';
import { t } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { Full, Glyph } from '../ui/full.tsx';
import { Icon } from '../ui/icon.tsx';
import { useLens, type View } from './lens.ts';
import { scanWords } from './scan-words.ts';
import '../ui/css/scan.css';

const TORCH = 'M8 3.5h8v3l-2 3.5v10.5h-4V10L8 6.5zM12 13v2';

export interface ScannerProps {
  /** Given what was read or typed. Words that it answers are shown, and the looking goes on; without them it is done. */
  readonly found: (text: string) => string | void | Promise<string | void>;
  readonly close: () => void;
  /** Other words than those for a site's label. */
  readonly words?: { readonly title: string; readonly hint: string; readonly typed: string; readonly typedHint?: string };
}

/** Looks for a QR code with the camera; who has none, or may not, types what stands below it. */
export function Scanner({ found, close, words: own }: ScannerProps) {
  const words = { ...scanWords(), ...own }, video = useRef<HTMLVideoElement>(null);
  const { view, again } = useLens(true, video), [wrong, setWrong] = useState('');
  const latest = useRef({ found, last: '', busy: false });
  latest.current.found = found;
  const offer = async (text: string, scanned: boolean) => {
    const { current } = latest;
    // A label that was refused stays in the picture; saying so five times a second helps nobody.
    if (current.busy || (scanned && text === current.last)) return;
    current.busy = true;
    current.last = text;
    const refused = await current.found(text);
    current.busy = false;
    setWrong(refused ?? '');
    if (!refused) navigator.vibrate?.(30);
  };
  useEffect(() => {
    const { current } = video;
    return view.kind === 'live' && current ? watch(current, (text) => void offer(text, true)) : undefined;
  }, [view.kind]);
  return (
    <Full label={words.title} cancel={close}>
      <header>
        <IconButton icon="close" label={t().close} press={close} mark="scan-close" />
        <h2 class="grow">{words.title}</h2>
        {view.kind === 'live' && hasTorch(view.stream) && <Torch stream={view.stream} />}
      </header>
      {view.kind === 'off' ? <Off code={view.code} again={again} /> : <Finder view={view} video={video} hint={words.hint} />}
      <Typed label={words.typed} hint={words.typedHint ?? ''} wrong={wrong} use={(text) => void offer(text, false)} />
    </Full>
  );
}

function Finder({ view, video, hint }: { view: View; video: { current: HTMLVideoElement | null }; hint: string }) {
  return (
    <div class="stage" data-scan={view.kind}>
      <video ref={video} playsInline muted autoPlay aria-hidden="true" />
      <span class="scan-frame" aria-hidden="true" />
      <p class="wait" role="status">{view.kind === 'live' ? hint : <><span class="spin" aria-hidden="true" />{scanWords().opening}</>}</p>
    </div>
  );
}

function Off({ code, again }: { code: Fault; again: () => void }) {
  const [happened, todo] = scanWords().faults[code];
  return (
    <div class="stage off" role="alert" data-fault={code}>
      <Icon name="camera" />
      <h2>{happened}</h2>
      <p>{todo}</p>
      {code === 'busy' && <Button icon="retry" press={again}>{scanWords().again}</Button>}
    </div>
  );
}

function Typed({ label, hint, wrong, use }: { label: string; hint: string; wrong: string; use: (text: string) => void }) {
  const [text, setText] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim()) use(text.trim());
  };
  return (
    <form class="scan-typed" onSubmit={submit} noValidate>
      {wrong && <Wrong>{wrong}</Wrong>}
      <div class="row">
        <div class="grow"><Text label={label} hint={hint} value={text} input={setText} max={200} /></div>
        <Button submit mark="scan-typed">{scanWords().go}</Button>
      </div>
    </form>
  );
}

function Torch({ stream }: { stream: MediaStream }) {
  const [on, setOn] = useState(false);
  const turn = () => void setTorch(stream, !on).then(() => setOn(!on), () => undefined);
  return <button type="button" class="button square" aria-label={scanWords().torch} title={scanWords().torch} aria-pressed={on} onClick={turn} data-action="torch"><Glyph d={TORCH} /></button>;
}
