import { byDeadline, isLate, split, type OrderFacts } from './order.ts';

/** What the day of somebody who does the work is made of; what waits for others comes after it. */
export const DAY_GROUPS = ['late', 'soon', 'near', 'rest', 'reviewing', 'paused', 'over'] as const;
export type DayGroup = (typeof DAY_GROUPS)[number];
export type Sort = 'deadline' | 'distance';

export interface DayFacts extends OrderFacts {
  readonly clock: { readonly due_at: string; readonly warn_at: string } | null;
}
/** How far an order is from here, or null when either place is unknown. */
export type Far<T> = (order: T) => number | null;

/** A few minutes on foot. */
export const NEAR_M = 500;

/** Midnight here: `due today` is meant as the clock on the wall has it. */
function tomorrow(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}

/** By distance what is due soon stands among the others: the way is planned, and its chip still shows the time. */
export function dayGroup<T extends DayFacts>(order: T, now: number, far: Far<T>, sort: Sort): DayGroup {
  if (order.state === 'submitted') return 'reviewing';
  if (order.state === 'suspended') return 'paused';
  if (order.state === 'closed' || order.state === 'void') return 'over';
  if (isLate(order, now)) return 'late';
  const { clock } = order;
  if (sort === 'deadline' && clock && (Date.parse(clock.due_at) < tomorrow(now) || Date.parse(clock.warn_at) <= now)) return 'soon';
  const metres = far(order);
  return metres !== null && metres <= NEAR_M ? 'near' : 'rest';
}

/** Nearest first; what has no place comes last, and ties are settled by the deadline. */
export function byDistance<T extends DayFacts>(far: Far<T>): (a: T, b: T) => number {
  return (a, b) => {
    const first = far(a) ?? Infinity, second = far(b) ?? Infinity;
    return first === second ? byDeadline(a, b) : first - second;
  };
}

export function day<T extends DayFacts>(orders: readonly T[], now: number, far: Far<T>, sort: Sort): [DayGroup, T[]][] {
  const sorted = [...orders].sort(sort === 'distance' ? byDistance(far) : byDeadline);
  return split(DAY_GROUPS, sorted, (order) => dayGroup(order, now, far, sort));
}
