/** More time, or a pause: what whoever has an order can ask for. */
export type Wants = 'extend' | 'suspend';
export interface Room { readonly extend_until: string | null; readonly suspend_until: string | null }

const HOUR = 3_600_000, DAY = 24 * HOUR;
/** What one tap offers, from the deadline that is to move, or from now. */
const STEPS: Readonly<Record<Wants, readonly number[]>> = { extend: [HOUR, 4 * HOUR, DAY], suspend: [DAY, 3 * DAY, 7 * DAY] };

export const latest = (wants: Wants, room: Room): number | null => {
  const until = wants === 'extend' ? room.extend_until : room.suspend_until;
  return until === null ? null : Date.parse(until);
};

export const kinds = (room: Room): Wants[] => (['extend', 'suspend'] as const).filter((wants) => latest(wants, room) !== null);

/** From when on what is asked for counts: an extension from the deadline, or from now when that is over. */
export const from = (wants: Wants, due: string | null, now: number): number => (wants === 'extend' && due ? Math.max(Date.parse(due), now) : now);

/** The steps that the element allows, in milliseconds; the longest that it allows stands in for those beyond it. */
export function steps(wants: Wants, room: Room, due: string | null, now: number): number[] {
  const most = (latest(wants, room) ?? now) - from(wants, due, now), found = STEPS[wants].filter((step) => step < most);
  // A minute less: between the tap and the server's clock some time passes.
  return found.length === STEPS[wants].length || most < 2 * 60_000 ? found : [...found, most - 60_000];
}
