import type { Names } from './language.ts';

/** Working time of a day in minutes from its midnight; over midnight the end goes on counting, so that six is 1800. */
export type Shift = readonly [begin: number, end: number];
export type Shifts = readonly Shift[];
/** As it stands in its boxes; `over`: how many days after its own it ends. */
export interface TypedShift { readonly from: string; readonly to: string; readonly over: number }
export const DAY_MINUTES = 1440;

const two = (n: number) => String(n).padStart(2, '0');
export const clockOf = (minutes: number): string => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
export const boxedShift = ([begin, end]: Shift): TypedShift => ({ from: clockOf(begin), to: clockOf(end), over: Math.floor(end / DAY_MINUTES) });

/** What was typed more; an end that is not after its beginning can only be meant for the next day. */
export function retyped(shift: TypedShift, more: Partial<TypedShift>): TypedShift {
  const then = { ...shift, ...more };
  return then.from && then.to && then.to <= then.from && then.over === 0 ? { ...then, over: 1 } : then;
}

function minutesOf(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return text ? (hours ?? NaN) * 60 + (minutes ?? NaN) : NaN;
}

/** Null for what is not filled in, ends before it begins, or overlaps: what the server would refuse too. */
export function readShifts(typed: readonly TypedShift[]): Shifts | null {
  const found = typed.map(({ from, to, over }): Shift => [minutesOf(from), minutesOf(to) + over * DAY_MINUTES]).sort((a, b) => a[0] - b[0]);
  let reached = 0;
  for (const [begin, end] of found) {
    // Turned round, so that what is no number fails it.
    if (!(begin >= reached && begin < DAY_MINUTES && end > begin && end <= 2 * DAY_MINUTES)) return null;
    reached = end;
  }
  return found;
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
export const isAllDay = (shifts: Shifts): boolean => same(shifts, [[0, DAY_MINUTES]]);
export const worked = (shifts: Shifts): number => shifts.reduce((sum, [begin, end]) => sum + end - begin, 0);

const MORNING: Shift = [540, 720], AFTERNOON: Shift = [780, 1080], NIGHT: Shift = [1320, 1800], ROUND: Shift = [0, 1440];
/** Weeks to begin with. */
export const PRESETS = {
  office: [[MORNING, AFTERNOON], [MORNING, AFTERNOON], [MORNING, AFTERNOON], [MORNING, AFTERNOON], [MORNING, AFTERNOON], [], []],
  nights: [[NIGHT], [NIGHT], [NIGHT], [NIGHT], [NIGHT], [NIGHT], [NIGHT]],
  always: [[ROUND], [ROUND], [ROUND], [ROUND], [ROUND], [ROUND], [ROUND]],
} as const satisfies Readonly<Record<string, readonly Shifts[]>>;
export type Preset = keyof typeof PRESETS;

/** Weekdays in a row that are worked alike. */
export interface WeekLine { readonly first: number; readonly last: number; readonly shifts: Shifts }
export function weekLines(week: readonly Shifts[]): WeekLine[] {
  const lines: WeekLine[] = [];
  week.forEach((shifts, day) => {
    const before = lines.at(-1);
    if (before && same(before.shifts, shifts)) lines[lines.length - 1] = { ...before, last: day };
    else lines.push({ first: day, last: day, shifts });
  });
  return lines;
}

/** What an ordinary working day of a week is. */
export const usualDay = (week: readonly Shifts[]): Shifts => week.find((shifts) => shifts.length > 0) ?? [];

/** What is said of one day; without shifts it is free. */
export interface OtherDay { readonly shifts: Shifts; readonly name: Names }
export type DayKind = 'work' | 'rest' | 'holiday' | 'make_up' | 'other_hours';
export function kindOf(usual: Shifts, then: Shifts | null): DayKind {
  if (!then || same(usual, then)) return usual.length ? 'work' : 'rest';
  if (!then.length) return 'holiday';
  return usual.length ? 'other_hours' : 'make_up';
}

/** The calendar that holds in an area: its own, that of the nearest one above it, or the default; `from` says whose it is. */
export function holdsIn(area: string, parents: ReadonlyMap<string, string | null>, own: ReadonlyMap<string, string>, fallback: string): { readonly calendar: string; readonly from: string | null } {
  for (let at: string | null = area; at; at = parents.get(at) ?? null) {
    const calendar = own.get(at);
    if (calendar) return { calendar, from: at };
  }
  return { calendar: fallback, from: null };
}

/** Areas of some districts: those that have one of them above, or are it. */
export function within(area: string, parents: ReadonlyMap<string, string | null>, districts: ReadonlySet<string>): boolean {
  for (let at: string | null = area; at; at = parents.get(at) ?? null) if (districts.has(at)) return true;
  return false;
}

/** A code made of a name, to begin with. */
export const codeOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 32);
export const CODE = /^[a-z0-9][a-z0-9._-]{0,31}$/;
