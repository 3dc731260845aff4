import { boxedShift, kindOf, readShifts, same, type DayKind, type OtherDay, type Shifts, type TypedShift } from './calendar.ts';
import type { Names } from './language.ts';
import { weekdayOf, yearOf } from './month.ts';

interface Coded { readonly code: string }
interface YearKnown { readonly year: number; readonly provisional: boolean }
export interface StoredDay extends OtherDay { readonly day: string; readonly source: string }
/** What of a calendar is changed or shown. */
export interface CalendarFacts {
  readonly name: Names; readonly region: string | null; readonly base: string | null; readonly week: readonly Shifts[]; readonly days: readonly StoredDay[]; readonly lent: readonly StoredDay[];
  readonly years: readonly YearKnown[]; readonly lent_years: readonly YearKnown[]; readonly areas: readonly Coded[]; readonly units: readonly Coded[];
}

/** Only what somebody has touched. A day that is null is like its weekday again. */
export interface Edits<R extends Coded = Coded> {
  readonly name?: Names; readonly week: Readonly<Partial<Record<number, readonly TypedShift[]>>>; readonly days: Readonly<Record<string, OtherDay | null>>;
  readonly fill: readonly number[]; readonly confirmed: readonly number[]; readonly areas?: readonly R[]; readonly units?: readonly R[];
}
export const UNTOUCHED: Edits<never> = { week: {}, days: {}, fill: [], confirmed: [] };

export interface Change {
  name?: Names; week?: Shifts[]; days?: Record<string, OtherDay | null>; fill?: number[]; confirmed?: number[]; areas?: string[]; units?: string[];
}
export interface Read { readonly change: Change; readonly wrong: ReadonlySet<string>; readonly count: number }

/** The week as it would be; what cannot be read is as it was. */
export const weekNow = ({ week }: Pick<CalendarFacts, 'week'>, edits: Edits): readonly Shifts[] =>
  week.map((shifts, day) => { const typed = edits.week[day]; return (typed && readShifts(typed)) ?? shifts; });

export type YearState = 'none' | 'open' | 'provisional' | 'known';
/** Whether a year's days off and make-up workdays are all known; `open`: nothing of it was filled in yet. */
export function yearState({ region, years, lent_years }: CalendarFacts, year: number): YearState {
  const said = [...years, ...lent_years].filter((each) => each.year === year);
  if (said.some(({ provisional }) => !provisional)) return 'known';
  if (said.length) return 'provisional';
  return region || years.length || lent_years.length ? 'open' : 'none';
}

/** Where what is said of a day comes from: its weekday, the library, a person, the calendar that lends it, or this very edit. */
export type Source = 'week' | 'library' | 'person' | 'base' | 'edit';
export interface DayShown { readonly day: string; readonly kind: DayKind; readonly shifts: Shifts; readonly name: Names | null; readonly source: Source; readonly provisional: boolean }

export function dayShown(now: CalendarFacts, edits: Edits, day: string): DayShown {
  const at = (all: readonly StoredDay[]) => all.find((each) => each.day === day);
  const usual = weekNow(now, edits)[weekdayOf(day)] ?? [], edited = edits.days[day], own = at(now.days), lent = at(now.lent);
  const said = edited === undefined ? own ?? lent : edited ?? lent, free = yearState(now, yearOf(day)) === 'provisional';
  const source: Source = edited !== undefined ? 'edit' : own ? (own.source === 'library' ? 'library' : 'person') : lent ? 'base' : 'week';
  return { day, kind: kindOf(usual, said?.shifts ?? null), shifts: said?.shifts ?? usual, name: said?.name ?? null, source, provisional: free && !!said && source !== 'person' && source !== 'edit' };
}

/** What is to be changed of the calendar there is now, and which boxes say what cannot be. */
export function read(now: CalendarFacts, edits: Edits): Read {
  const change: Change = {}, wrong = new Set<string>();
  if (edits.name) readName(now, edits.name, change, wrong);
  readWeek(now, edits, change, wrong);
  readDays(now, edits, change);
  const news = edits.confirmed.filter((year) => yearState(now, year) !== 'known');
  if (edits.fill.length) change.fill = [...new Set([...edits.fill, ...(change.fill ?? [])])];
  if (news.length) change.confirmed = [...new Set([...news, ...(change.confirmed ?? [])])];
  for (const places of ['areas', 'units'] as const) {
    const then = edits[places]?.map(({ code }) => code).sort();
    if (then && !same(then, now[places].map(({ code }) => code).sort())) change[places] = then;
  }
  return { change, wrong, count: counted(change, edits) };
}

function counted(change: Change, edits: Edits): number {
  const { days, week, name, areas, units } = change;
  return Object.keys(days ?? {}).length + [week, name, areas, units].filter(Boolean).length + edits.fill.length + edits.confirmed.filter((year) => change.confirmed?.includes(year)).length;
}

function readName(now: CalendarFacts, { zh, en }: Names, change: Change, wrong: Set<string>): void {
  const then = { zh: zh.trim(), en: en.trim() };
  if (!then.zh || !then.en) wrong.add('name');
  else if (!same(then, { zh: now.name.zh, en: now.name.en })) change.name = then;
}

function readWeek(now: CalendarFacts, edits: Edits, change: Change, wrong: Set<string>): void {
  for (const [day, typed] of Object.entries(edits.week)) if (typed && !readShifts(typed)) wrong.add(`week${day}`);
  const then = weekNow(now, edits);
  if (!then.some((shifts) => shifts.length)) wrong.add('week');
  else if (!same(then, now.week)) change.week = [...then];
}

function readDays(now: CalendarFacts, edits: Edits, change: Change): void {
  const days: Record<string, OtherDay | null> = {}, again = new Set<number>();
  for (const [day, said] of Object.entries(edits.days)) {
    const own = now.days.find((each) => each.day === day);
    if (said ? own && same([own.shifts, own.name.zh, own.name.en], [said.shifts, said.name.zh, said.name.en]) : !own) continue;
    days[day] = said;
    if (!said && own?.source === 'person' && now.region && now.years.some(({ year }) => year === yearOf(day))) again.add(yearOf(day));
  }
  if (Object.keys(days).length) change.days = days;
  if (!again.size) return;
  // What a person had said stood over the holiday of the library, which is to be asked again; what was known stays so.
  change.fill = [...again];
  const known = change.fill.filter((year) => yearState(now, year) === 'known');
  if (known.length) change.confirmed = known;
}

/** The boxes of a day of the week. */
export const typedDay = (now: Pick<CalendarFacts, 'week'>, edits: Edits, day: number): readonly TypedShift[] => edits.week[day] ?? (now.week[day] ?? []).map(boxedShift);
