import { clockOf, DAY_MINUTES, isAllDay, weekLines, worked, type Shift, type Shifts } from '../core/calendar.ts';
import type { DayShown } from '../core/calendar-edits.ts';
import { language, name } from '../i18n/index.ts';
import { calendarWords as words } from './calendar-words.ts';

/** Times, weeks and days in words. */
const one = ([begin, end]: Shift) => `${clockOf(begin)}–${end >= DAY_MINUTES ? words().next : ''}${clockOf(end)}`;
export const sayShifts = (shifts: Shifts): string => (!shifts.length ? words().free : isAllDay(shifts) ? words().allDay : shifts.map(one).join(words().listed));
export const sayWeek = (week: readonly Shifts[]): string[] =>
  weekLines(week).map(({ first, last, shifts }) => `${words().span(words().days[first] ?? '', words().days[last] ?? '')} ${sayShifts(shifts)}`);
export const sayHours = (week: readonly Shifts[]): string => words().hours(String(Number((week.reduce((sum, day) => sum + worked(day), 0) / 60).toFixed(1))));

const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const format = (day: string, how: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language.value, { timeZone: 'UTC', ...how }).format(noon(day));
export const sayMonth = (day: string): string => format(day, { year: 'numeric', month: 'long' });
export const sayDay = (day: string): string => format(day, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
export const sayShortDay = (day: string): string => format(day, { year: 'numeric', month: 'short', day: 'numeric' });

/** All that there is to say of a day, for whoever hears it instead of seeing it. */
export function sayAll({ kind, shifts, name: called, source, provisional }: DayShown): string {
  const parts = [words().kinds[kind], shifts.length > 0 && sayShifts(shifts), called && name(called), source !== 'week' && words().sources[source], provisional && words().provisional];
  return parts.filter(Boolean).join(words().listed);
}
