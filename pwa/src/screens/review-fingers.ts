import type { Point } from '../core/draw.ts';
import type { Verdict } from '../core/review.ts';
import { going, mayBegin, swiped } from '../core/swipe.ts';
import { panned, pinched, tapped, type View } from '../core/zoom.ts';

const DOUBLE_MS = 300, SAME_PX = 32, STILL_PX = 8;
interface Pictures { readonly view: () => View; readonly show: (view: View) => void; readonly split: ((percent: number) => void) | null }
/** Where a finger is: in the frame of the picture it was put on, and on the screen. */
interface Finger extends Point { readonly px: number; readonly py: number }

/** Fingers and the mouse on the pictures: two pinch, one moves what is enlarged or the dividing line, a double tap goes close. Answers how to stop. */
export function fingers(frame: HTMLElement | null, { view, show, split }: Pictures): () => void {
  if (!frame) return () => undefined;
  const down = new Map<number, Finger>();
  let tap = { at: 0, px: 0, py: 0 }, way = 0;
  const begin = (event: PointerEvent) => {
    if (event.button !== 0 || (event.target as Element).closest('button')) return;
    const { left, top, width, height } = ((event.target as Element).closest('.picture') ?? frame).getBoundingClientRect();
    down.set(event.pointerId, { x: (event.clientX - left) / width - 0.5, y: (event.clientY - top) / height - 0.5, px: event.clientX, py: event.clientY });
    way = down.size > 1 ? Infinity : 0;
    if (view().scale === 1 && down.size === 1 && !split) return;
    // What is caught here is no swipe for the page.
    event.stopPropagation();
    frame.setPointerCapture(event.pointerId);
    if (down.size === 1 && view().scale === 1) splitAt(event);
  };
  const splitAt = (event: PointerEvent) => {
    const { left, width } = frame.getBoundingClientRect();
    split?.(Math.round(Math.min(1, Math.max(0, (event.clientX - left) / width)) * 100));
  };
  const move = (event: PointerEvent) => {
    const from = down.get(event.pointerId), box = frame.querySelector('.picture')?.getBoundingClientRect();
    if (!from || !box) return;
    const to = { x: from.x + (event.clientX - from.px) / box.width, y: from.y + (event.clientY - from.py) / box.height, px: event.clientX, py: event.clientY };
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, to);
    way += Math.hypot(to.px - from.px, to.py - from.py);
    if (other) show(pinched(view(), [from, other], [to, other]));
    else if (view().scale > 1) show(panned(view(), { x: to.x - from.x, y: to.y - from.y }));
    else splitAt(event);
  };
  const end = (event: PointerEvent) => {
    const at = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (!at || way > STILL_PX || event.type === 'pointercancel') return;
    const twice = event.timeStamp - tap.at < DOUBLE_MS && Math.hypot(at.px - tap.px, at.py - tap.py) < SAME_PX;
    tap = { at: twice ? 0 : event.timeStamp, px: at.px, py: at.py };
    if (twice) show(tapped(view(), at));
  };
  return listen(frame, begin, move, end);
}

/** A finger that swipes the page: what lies under `moved` follows it, and letting go decides. Never the mouse. Answers how to stop. */
export function swipes(page: HTMLElement | null, moved: string, decide: (verdict: Verdict) => void): () => void {
  if (!page) return () => undefined;
  let from: { id: number; x: number; y: number; at: number } | null = null, on = false;
  const rest = () => {
    from = null;
    on = false;
    delete page.dataset['swipe'];
    page.querySelector<HTMLElement>(moved)?.style.removeProperty('translate');
  };
  const begin = (event: PointerEvent) => {
    const { left, width } = page.getBoundingClientRect(), target = event.target as Element;
    if (from || event.pointerType === 'mouse' || !event.isPrimary || !mayBegin(event.clientX - left, width) || target.closest('input, textarea, select, dialog')) return;
    from = { id: event.pointerId, x: event.clientX, y: event.clientY, at: event.timeStamp };
  };
  const dragOf = (event: PointerEvent, start: { x: number; y: number; at: number }) => ({ dx: event.clientX - start.x, dy: event.clientY - start.y, ms: event.timeStamp - start.at });
  const move = (event: PointerEvent) => {
    if (event.pointerId !== from?.id) return;
    const drag = dragOf(event, from), way = on ? 'swipe' : going(drag);
    if (way === 'scroll') return rest();
    if (way !== 'swipe') return;
    on = true;
    page.dataset['swipe'] = swiped({ ...drag, ms: Infinity }, page.clientWidth) ?? '';
    page.querySelector<HTMLElement>(moved)?.style.setProperty('translate', `${drag.dx}px`);
  };
  const end = (event: PointerEvent) => {
    if (event.pointerId !== from?.id) return;
    const verdict = on && event.type === 'pointerup' ? swiped(dragOf(event, from), page.clientWidth) : null;
    rest();
    if (verdict) decide(verdict);
  };
  // A second finger makes it something else, whoever hears of it.
  const second = (event: PointerEvent) => { if (!event.isPrimary) rest(); };
  page.addEventListener('pointerdown', second, { capture: true });
  const stop = listen(page, begin, move, end);
  return () => { stop(); page.removeEventListener('pointerdown', second, { capture: true }); };
}

function listen(on: HTMLElement, begin: (event: PointerEvent) => void, move: (event: PointerEvent) => void, end: (event: PointerEvent) => void): () => void {
  const stop = new AbortController(), { signal } = stop;
  on.addEventListener('pointerdown', begin, { signal });
  on.addEventListener('pointermove', move, { signal });
  on.addEventListener('pointerup', end, { signal });
  on.addEventListener('pointercancel', end, { signal });
  return () => stop.abort();
}
