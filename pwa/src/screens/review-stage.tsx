import { useEffect, useRef, useState } from 'preact/hooks';
import type { Point } from '../core/draw.ts';
import type { Key, Mode } from '../core/review.ts';
import { looks, type Shown } from '../core/shown.ts';
import { kept, NUDGE, panned, STEP, transform, wheeled, WHOLE, zoomed, type View } from '../core/zoom.ts';
import { t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { mode, setMode } from '../state/review.ts';
import { wide } from '../state/view.ts';
import { IconButton } from '../ui/button.tsx';
import { Glyph } from '../ui/full.tsx';
import { Icon } from '../ui/icon.tsx';
import { fingers } from './review-fingers.ts';
import { reviewWords as words } from './review-words.ts';

const GLYPH: Readonly<Record<Mode, string>> = {
  side: 'M4 5h16v14H4zM12 5v14', slide: 'M12 3.5v17M8 8.5 4.5 12 8 15.5M16 8.5l3.5 3.5-3.5 3.5', blink: 'M4 8.5h11v11H4zM8.5 8.5v-4h11v11h-4',
};
const BLINK_MS = 900, STILL = matchMedia('(prefers-reduced-motion: reduce)');
const ARROWS: Partial<Record<Key, Point>> = { left: { x: NUDGE, y: 0 }, right: { x: -NUDGE, y: 0 }, up: { x: 0, y: NUDGE }, down: { x: 0, y: -NUDGE } };

/** What the keys of the page can do to the pictures. */
export interface Hand { press(key: Key): void; readonly zoomed: () => boolean }
interface Two { readonly before: string | null; readonly after: string | null; readonly of: Shown }

/** Two photos of one place, in one of three ways; they grow and move together. Says when both are here, or that one cannot be. */
export function Stage({ before, after, of, hand, arrived }: Two & { hand: { current: Hand | null }; arrived: (whole: boolean) => void }) {
  const both = before !== null && after !== null, way = both ? mode.value : 'side';
  const [view, setView] = useState<View>(WHOLE), [other, setOther] = useState(false), [playing, setPlaying] = useState(!STILL.matches), [at, setAt] = useState(50);
  const frame = useRef<HTMLDivElement>(null), now = useRef(view), states = useArrivals([before, after], arrived);
  now.current = view;
  const flip = () => {
    setPlaying(false);
    if (way === 'blink') setOther(!other);
    else if (both) setMode('blink');
  };
  hand.current = {
    zoomed: () => now.current.scale > 1,
    press: (key) => {
      const by = ARROWS[key];
      if (by) setView(panned(now.current, by));
      else if (key === 'in' || key === 'out') setView(zoomed(now.current, key === 'in' ? STEP : 1 / STEP));
      else if (key === 'whole') setView(WHOLE);
      else if (key === 'flip') flip();
      else if (key === 'side' || key === 'slide' || key === 'blink') setMode(key);
    },
  };
  useEffect(() => {
    if (way !== 'blink' || !playing) return;
    const timer = setInterval(() => setOther((shown) => !shown), BLINK_MS);
    return () => clearInterval(timer);
  }, [way, playing]);
  useEffect(() => fingers(frame.current, { view: () => now.current, show: (next) => setView(kept(next)), split: way === 'slide' ? setAt : null }), [way]);
  useEffect(() => {
    const { current } = frame, wheel = (event: WheelEvent) => {
      const page = current?.closest('.order-page'), next = wheeled(now.current, event.deltaY, placeIn(event), (page?.scrollTop ?? 0) + scrollY < 1);
      if (!next && !event.ctrlKey) return;
      event.preventDefault();
      if (next) setView(next);
    };
    current?.addEventListener('wheel', wheel, { passive: false });
    return () => current?.removeEventListener('wheel', wheel);
  }, []);
  const css = transform(view), shown = { transform: css };
  return (
    <>
      <div ref={frame} class={`look ${way === 'side' ? 'pair' : 'compare'}${css ? ' near' : ''}`} role="group" aria-label={words().pictures} tabIndex={0} data-mode={way} data-scale={view.scale.toFixed(2)}>
        <Frame sha256={before} of={of} tag={orderWords().before} state={states.of(before)} set={states.set} shown={shown} clip={way === 'slide' ? `inset(0 ${100 - at}% 0 0)` : ''} hidden={way === 'blink' && !other} />
        <Frame sha256={after} of={of} tag={orderWords().after} state={states.of(after)} set={states.set} shown={shown} clip={way === 'slide' ? `inset(0 0 0 ${at}%)` : ''} hidden={way === 'blink' && other} />
        {way === 'slide' && <input type="range" min="0" max="100" value={at} aria-label={words().split} onInput={(event) => setAt(event.currentTarget.valueAsNumber)} />}
        {way === 'slide' && <span class="split" style={{ left: `${at}%` }}><span class="knob"><Icon name="slide" /></span></span>}
      </div>
      <div class="row ways-of" role="group" aria-label={words().compare}>
        {both && (['side', 'slide', 'blink'] as const).map((one) => (
          <button type="button" class="button" key={one} aria-pressed={way === one} aria-label={words()[one]} title={words()[one]} onClick={() => setMode(one)} data-action={one}><Glyph d={GLYPH[one]} />{wide.value && <span>{words()[one]}</span>}</button>
        ))}
        {way === 'blink' && <IconButton icon={playing ? 'pause' : 'play'} label={playing ? words().pause : words().play} press={() => setPlaying(!playing)} mark="play" />}
        {way === 'blink' && !playing && <IconButton icon="swap" label={words().flip} press={flip} mark="flip" />}
        <span class="grow" />
        <IconButton icon="minus" label={words().zoomOut} press={() => hand.current?.press('out')} mark="zoom-out" />
        <IconButton icon="plus" label={words().zoomIn} press={() => hand.current?.press('in')} mark="zoom-in" />
      </div>
    </>
  );
}

type Arrival = 'coming' | 'here' | 'lost';

/** Which of the pictures are here. One that did not come can be asked for again. */
function useArrivals(wanted: readonly (string | null)[], arrived: (whole: boolean) => void) {
  const [known, setKnown] = useState<Readonly<Record<string, Arrival>>>({}), all = wanted.filter((one) => one !== null).map((one) => known[one] ?? 'coming');
  const over = all.includes('coming') ? '' : all.includes('lost') ? 'lost' : 'here';
  // Before the screen is painted: the buttons wait for it.
  useEffect(() => { if (over) arrived(over === 'here'); }, [over]);
  return { of: (sha256: string | null): Arrival => (sha256 && known[sha256]) || 'coming', set: (sha256: string, state: Arrival) => setKnown((before) => ({ ...before, [sha256]: state })) };
}

/** The whole picture, never a part of it: what is cut off could be what matters. */
function Frame({ sha256, of, tag, state, set, shown, clip, hidden }: {
  sha256: string | null; of: Shown; tag: string; state: Arrival; set: (sha256: string, state: Arrival) => void; shown: { transform: string }; clip: string; hidden: boolean;
}) {
  if (!sha256) return <div class="picture" role="img" aria-label={t().noPhoto}><Icon name="album" /></div>;
  const [large, small] = looks(sha256, of);
  return (
    <div class={hidden ? 'picture off' : 'picture'} style={{ clipPath: clip }}>
      {state !== 'here' && <img key={small} src={small} alt="" style={shown} draggable={false} onError={(event) => (event.currentTarget.hidden = true)} />}
      {state !== 'lost' && <img key={large} src={large} alt={tag} decoding="sync" draggable={false} style={shown} onLoad={() => set(sha256, 'here')} onError={() => set(sha256, 'lost')} />}
      <span class="tag">{tag}</span>
      {state === 'lost' && <button type="button" class="button lost" onClick={() => set(sha256, 'coming')} data-action="reload-photo"><Icon name="retry" />{words().reload}</button>}
    </div>
  );
}

/** Where in its frame a mouse or a finger is; the middle is 0, 0. */
export function placeIn(event: MouseEvent): Point {
  const target = event.target as Element, box = (target.closest('.picture') ?? target.closest('.look') ?? target).getBoundingClientRect();
  return { x: (event.clientX - box.left) / box.width - 0.5, y: (event.clientY - box.top) / box.height - 0.5 };
}
