import type { Calendar, CalendarChange } from '../api/types.ts';
import type { OtherDay, Shifts } from '../core/calendar.ts';
import type { Names } from '../core/language.ts';
import { moment, name } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { sayShifts, sayShortDay, sayWeek } from './calendar-say.ts';
import { calendarWords as words } from './calendar-words.ts';

/** Who changed what of a calendar, and when; nobody's is the system's. */
export function CalendarHistory({ of: { changes } }: { of: Calendar }) {
  return (
    <section class="card stack" data-changes={changes.length}>
      <div><h2>{words().history}</h2>{changes.length > 0 && <p class="small quiet">{words().historyLast}</p>}</div>
      {changes.length === 0 && <p class="quiet">{words().noHistory}</p>}
      <ul class="stack">{changes.map((change) => <One change={change} key={change.version} />)}</ul>
    </section>
  );
}

function One({ change: { person, at, was, became } }: { change: CalendarChange }) {
  return (
    <li>
      <p class="row"><strong class="grow">{person?.name ?? words().library}</strong><span class="small quiet num">{moment(at, now.value)}</span></p>
      <ul class="small">{told(was as Some, became as Some).map(([label, what]) => <li key={label}>{label}: <span class="num">{what}</span></li>)}</ul>
    </li>
  );
}

interface Some {
  readonly code?: string; readonly name?: Names; readonly week?: readonly Shifts[]; readonly days?: Readonly<Record<string, OtherDay | null>>; readonly years?: Readonly<Record<string, boolean | null>>; readonly areas?: readonly string[]; readonly units?: readonly string[];
}
const DAYS_SHOWN = 5;

/** The lines of a change: what, and what it was and became. */
function told(was: Some, became: Some): (readonly [string, string])[] {
  if (became.code) return [[words().made, became.name ? name(became.name) : became.code]];
  const lines: (readonly [string, string])[] = [];
  if (became.name) lines.push([words().names, words().became(was.name ? name(was.name) : '', name(became.name))]);
  if (became.week) lines.push([words().week, words().became(sayWeek(was.week ?? []).join('; '), sayWeek(became.week).join('; '))]);
  const days = Object.keys(became.days ?? {}).sort();
  for (const day of days.slice(0, DAYS_SHOWN)) lines.push([sayShortDay(day), words().became(saidOf(was.days?.[day]), saidOf(became.days?.[day]))]);
  if (days.length > DAYS_SHOWN) lines.push([words().month, words().andMore(days.length - DAYS_SHOWN)]);
  for (const [year, provisional] of Object.entries(became.years ?? {})) lines.push([words().year(year), words().became(stateOf(was.years?.[year]), stateOf(provisional))]);
  for (const places of ['areas', 'units'] as const) if (became[places]) lines.push([words()[places], words().became(listed(was[places]), listed(became[places]))]);
  return lines;
}

const saidOf = (day: OtherDay | null | undefined) => (day ? `${name(day.name)}, ${sayShifts(day.shifts)}` : words().asUsual);
const stateOf = (provisional: boolean | null | undefined) => words().yearStates[provisional === true ? 'provisional' : provisional === false ? 'known' : 'open'];
const listed = (codes: readonly string[] | undefined) => codes?.join(', ') || words().nothing;
