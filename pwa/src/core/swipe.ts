import type { Verdict } from './review.ts';

/** Nearer to the edge than this a swipe is the system's own "back". */
const EDGE = 24;
/** Below this a finger has not decided where it goes; a swipe goes this many times as far sideways as up or down. */
const START = 12, FLAT = 1.5;
const FAR = 0.3, LEAST = 96, FLICK = 64, FLICK_SPEED = 0.6;

export interface Drag { readonly dx: number; readonly dy: number; readonly ms: number }

export const mayBegin = (x: number, width: number): boolean => x >= EDGE && x <= width - EDGE;

/** Whether a finger swipes or scrolls; `null` while it could be either. */
export function going({ dx, dy }: Pick<Drag, 'dx' | 'dy'>): 'swipe' | 'scroll' | null {
  if (Math.hypot(dx, dy) < START) return null;
  return Math.abs(dx) > FLAT * Math.abs(dy) ? 'swipe' : 'scroll';
}

/** What letting go here would decide: right approves, left returns, and what is neither far nor fast is nothing. */
export function swiped({ dx, dy, ms }: Drag, width: number): Verdict | null {
  const way = Math.abs(dx), far = way >= Math.max(LEAST, FAR * width), flick = way >= FLICK && way / Math.max(ms, 1) >= FLICK_SPEED;
  if (way <= FLAT * Math.abs(dy) || !(far || flick)) return null;
  return dx > 0 ? 'approve' : 'return';
}
