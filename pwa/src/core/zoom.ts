import type { Point } from './draw.ts';

/** How a picture lies in its frame: `x` and `y` are how far its middle is from the frame's, in frames; 1 is the whole picture. */
export interface View { readonly scale: number; readonly x: number; readonly y: number }
export const WHOLE: View = { scale: 1, x: 0, y: 0 };
export const MOST = 8;
/** What one key, one double tap does. */
export const STEP = 1.5, CLOSER = 2.5, NUDGE = 0.12;

const between = (value: number, most: number) => Math.min(most, Math.max(-most, value));

/** No picture leaves its frame: at its edge it stops. */
export function kept({ scale, x, y }: View): View {
  const near = Math.min(MOST, Math.max(1, scale)), most = (near - 1) / 2;
  return near < 1.01 ? WHOLE : { scale: near, x: between(x, most), y: between(y, most) };
}

/** Larger or smaller around a place of the frame (0, 0 is its middle), which stays where it is. */
export function zoomed(view: View, factor: number, at: Point = { x: 0, y: 0 }): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor)), by = scale / view.scale;
  return kept({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by });
}

export const panned = (view: View, by: Point): View => kept({ ...view, x: view.x + by.x, y: view.y + by.y });

/** What two fingers do: what was under them stays under them. */
export function pinched(view: View, from: readonly [Point, Point], to: readonly [Point, Point]): View {
  const apart = ([a, b]: readonly [Point, Point]) => Math.hypot(a.x - b.x, a.y - b.y), middle = ([a, b]: readonly [Point, Point]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const was = middle(from), is = middle(to), before = apart(from);
  const larger = before > 0 ? zoomed(view, apart(to) / before, was) : view;
  return panned(larger, { x: is.x - was.x, y: is.y - was.y });
}

/** A double tap goes close to what it points at, and back. */
export const tapped = (view: View, at: Point): View => (view.scale > 1 ? WHOLE : zoomed(view, CLOSER, at));

/** The wheel zooms over a picture; but the page scrolls on where there is nothing to zoom out of, or where it is on its way back up. */
export function wheeled(view: View, delta: number, at: Point, pageAtTop: boolean): View | null {
  if (view.scale === 1 && (delta > 0 || !pageAtTop)) return null;
  return zoomed(view, Math.exp(between(-delta, 400) * 0.002), at);
}

export const transform = ({ scale, x, y }: View): string => (scale === 1 ? '' : `translate(${tidy(x * 100)}%, ${tidy(y * 100)}%) scale(${tidy(scale)})`);
const tidy = (value: number) => Math.round(value * 1000) / 1000;
