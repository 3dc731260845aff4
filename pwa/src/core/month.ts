/** Days as dates without a time or a zone: `2026-12-07`. */
const two = (n: number) => String(n).padStart(2, '0');
const atNoon = (day: string) => new Date(`${day}T12:00:00Z`);
const named = (date: Date) => `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;

export const FIRST_YEAR = 2000, LAST_YEAR = 2200;
export const yearOf = (day: string): number => Number(day.slice(0, 4));
/** Where this device is. */
export const today = (now: number): string => {
  const at = new Date(now);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};
/** Monday is 0. */
export const weekdayOf = (day: string): number => (atNoon(day).getUTCDay() + 6) % 7;

export function later(day: string, days: number): string {
  const at = atNoon(day);
  at.setUTCDate(at.getUTCDate() + days);
  return clamped(named(at));
}

/** The same day of another month, or its last when it has no such day. */
export function laterMonth(day: string, months: number): string {
  const at = atNoon(day), date = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(date, last));
  return clamped(named(at));
}

const clamped = (day: string) => (yearOf(day) < FIRST_YEAR ? `${FIRST_YEAR}-01-01` : yearOf(day) > LAST_YEAR ? `${LAST_YEAR}-12-31` : day);

/** A month's weeks from Monday on; null where a week reaches out of it. */
export function weeksOf(day: string): readonly (readonly (string | null)[])[] {
  const month = day.slice(0, 7), first = `${month}-01`, weeks: (string | null)[][] = [];
  let at = later(first, -weekdayOf(first));
  const before = atNoon(first);
  before.setUTCMonth(before.getUTCMonth() + 1);
  for (const end = named(before); at < end; ) {
    const week: (string | null)[] = [];
    for (let n = 0; n < 7; n++) {
      week.push(at.startsWith(month) ? at : null);
      at = stepped(at);
    }
    weeks.push(week);
  }
  return weeks;
}

function stepped(day: string): string {
  const at = atNoon(day);
  at.setUTCDate(at.getUTCDate() + 1);
  return named(at);
}

/** All days from one to another, at most so many. */
export function days(first: string, last: string, most: number): string[] {
  const found: string[] = [];
  for (let at = first; at <= last && found.length < most; at = stepped(at)) found.push(at);
  return found;
}
