/** More time, or a pause: what whoever has an order can ask for. */
export type Wants = 'extend' | 'suspend';
export interface Room { readonly extend_minutes: number | null; readonly suspend_days: number | null }

const HOUR = 3_600_000, DAY = 24 * HOUR;
/** What one tap offers, from the deadline that is to move, or from now. */
const STEPS: Readonly<Record<Wants, readonly number[]>> = { extend: [HOUR, 4 * HOUR, DAY], suspend: [DAY, 3 * DAY, 7 * DAY] };

/** The most that may be asked for, in milliseconds. */
export const most = (wants: Wants, { extend_minutes: minutes, suspend_days: days }: Room): number => (wants === 'extend' ? (minutes ?? 0) * 60_000 : (days ?? 0) * DAY);

export const kinds = (room: Room): Wants[] => (['extend', 'suspend'] as const).filter((wants) => most(wants, room) > 0);

/** From when on what is asked for counts: an extension from the deadline, or from now when that is over. */
export const from = (wants: Wants, due: string | null, now: number): number => (wants === 'extend' && due ? Math.max(Date.parse(due), now) : now);

/** The steps that the element allows, in milliseconds; the longest that it allows stands in for those beyond it. */
export function steps(wants: Wants, room: Room): number[] {
  const all = most(wants, room), found = STEPS[wants].filter((step) => step < all);
  // A minute less: the phone's clock may be ahead of the server's.
  return found.length === STEPS[wants].length || all < 2 * 60_000 ? found : [...found, all - 60_000];
}
