/** A deadline as the sum that it is: which lines it has, in which order. Words and times are the screen's. */
export interface Sum {
  readonly kind: 'accept' | 'fix' | 'review' | 'resident';
  readonly started_at: string;
  readonly limit: { readonly amount: number; readonly unit: string } | null;
  readonly calendar: unknown;
  readonly pauses: readonly { readonly started_at: string; readonly ended_at: string | null; readonly given_back_s: number | null }[];
  readonly days: readonly { readonly day: string; readonly why: DayKind }[];
  readonly more_days: number;
  readonly provisional: boolean;
  readonly moves: readonly unknown[];
  readonly due_at: string | null;
  readonly next_level: unknown;
  readonly ended_at: string | null;
  readonly late: boolean;
}

export type DayKind = 'rest' | 'holiday' | 'make_up' | 'other_hours';
export type Line = 'started' | 'limit' | 'calendar' | 'days' | 'pauses' | 'moves' | 'due' | 'next' | 'ended';

/** What a reader adds up, from the start to the end; what there was none of is left out. */
export function lines(sum: Sum): Line[] {
  const found: Line[] = ['started'];
  if (sum.limit) found.push('limit');
  if (sum.calendar) found.push('calendar');
  if (sum.days.length) found.push('days');
  if (sum.pauses.length) found.push('pauses');
  if (sum.moves.length) found.push('moves');
  if (sum.kind !== 'resident') found.push('due');
  if (sum.next_level && !sum.ended_at) found.push('next');
  if (sum.ended_at) found.push('ended');
  return found;
}

/** Days in a row of one kind as one: `['2026-10-01', '2026-10-07']`. */
export interface Stretch { readonly why: DayKind; readonly first: string; readonly last: string; readonly days: number }

export function stretches(days: Sum['days']): Stretch[] {
  const found: Stretch[] = [];
  for (const { day, why } of days) {
    const last = found.at(-1);
    if (last && last.why === why && Date.parse(day) - Date.parse(last.last) === 86_400_000) found[found.length - 1] = { ...last, last: day, days: last.days + 1 };
    else found.push({ why, first: day, last: day, days: 1 });
  }
  return found;
}

/** The newest first, the resident's own last: what somebody asks about is the one that runs. */
export const shown = <T extends Pick<Sum, 'kind'>>(sums: readonly T[]): T[] => [...sums.filter(({ kind }) => kind !== 'resident')].reverse().concat(sums.filter(({ kind }) => kind === 'resident'));
