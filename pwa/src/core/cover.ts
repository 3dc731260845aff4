import type { Point } from './draw.ts';

/** What of a photo is covered, in shares of its sides; x and y of its upper left corner. */
export interface Rectangle { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

/** As many as the server takes at once. */
export const MOST_BOXES = 20;
/** Nobody sees or touches what is smaller. */
export const SMALLEST = 0.02;
/** Shorter than this was a tap, and that places a box of the usual size. */
const TAP = 0.03, USUAL = 0.2;

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
const tidy = (value: number) => Math.round(value * 10_000) / 10_000;

/** Never outside the photo, and never too small to be seen. */
function kept({ x, y, w, h }: Rectangle): Rectangle {
  const wide = tidy(clamp(w, SMALLEST, 1)), high = tidy(clamp(h, SMALLEST, 1));
  return { x: tidy(clamp(x, 0, 1 - wide)), y: tidy(clamp(y, 0, 1 - high)), w: wide, h: high };
}

/** A box of the usual size around a point: for a tap, and for who cannot drag. */
export const placedBox = ({ x, y }: Point): Rectangle => kept({ x: x - USUAL / 2, y: y - USUAL / 2, w: USUAL, h: USUAL });

/** What a finger or a mouse spanned between down and up, from whichever corner. */
export function between(from: Point, to: Point): Rectangle {
  const [left, right] = [from.x, to.x].map((x) => clamp(x, 0, 1)).sort((a, b) => a - b) as [number, number];
  const [top, bottom] = [from.y, to.y].map((y) => clamp(y, 0, 1)).sort((a, b) => a - b) as [number, number];
  return right - left < TAP && bottom - top < TAP ? placedBox(from) : kept({ x: left, y: top, w: right - left, h: bottom - top });
}

export const movedBox = (box: Rectangle, by: Point): Rectangle => kept({ ...box, x: box.x + by.x, y: box.y + by.y });

/** Its upper left corner stays; at the edge of the photo it grows no further. */
export const sizedBox = (box: Rectangle, by: Point): Rectangle =>
  kept({ ...box, w: clamp(box.w + by.x, SMALLEST, 1 - box.x), h: clamp(box.h + by.y, SMALLEST, 1 - box.y) });

/** For who cannot see it: whole percents. */
export const percents = ({ x, y, w, h }: Rectangle): readonly [number, number, number, number] =>
  [Math.round(x * 100), Math.round(y * 100), Math.round(w * 100), Math.round(h * 100)];
