import type { ElementChange, ElementSettings } from '../api/types.ts';
import { LADDERS, type LadderName } from '../core/ladders.ts';
import { isShare, type Figure, type Threshold } from '../core/settings.ts';
import { moment, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { adminWords as words } from './admin-words.ts';
import { inWords, type Names } from './ladder-level.ts';
import { ladderWords } from './ladder-words.ts';
import { limitWords } from './limit-words.ts';
import { sumWords } from './sum-words.ts';

/** Who changed what, and when. */
export function History({ of: { changes, named } }: { of: ElementSettings }) {
  const names: Names = new Map(named.map((each) => [each.id, each.name]));
  return (
    <section class="card stack" data-changes={changes.length}>
      <div><h2>{words().history}</h2>{changes.length > 0 && <p class="small quiet">{words().historyLast}</p>}</div>
      {changes.length === 0 && <p class="quiet">{words().noHistory}</p>}
      <ul class="stack">{changes.map((change) => <One change={change} names={names} key={change.version} />)}</ul>
    </section>
  );
}

function One({ change: { person, at, was, became }, names }: { change: ElementChange; names: Names }) {
  return (
    <li>
      <p class="row"><strong class="grow">{person.name}</strong><span class="small quiet num">{moment(at, now.value)}</span></p>
      <ul class="small">{told(was, became, names).map(([label, from, to]) => <li key={label}>{label}: <span class="num">{words().became(from, to)}</span></li>)}</ul>
    </li>
  );
}

type Some = ElementChange['was'];
type Lists = 'thresholds' | 'limits' | 'urgent_limits' | 'ladders';

/** The lines of a change: what, from what, to what. */
function told(was: Some, became: Some, names: Names): (readonly [string, string, string])[] {
  return (Object.keys(became) as (keyof Some)[]).flatMap((name) => {
    if (name === 'thresholds') return limits(was.thresholds ?? {}, became.thresholds ?? {});
    if (name === 'limits') return deadlines(was.limits, became.limits);
    if (name === 'urgent_limits') return deadlines(was.urgent_limits, became.urgent_limits).map(([clock, ...rest]) => [limitWords().ofUrgent(clock), ...rest] as const);
    if (name === 'ladders') return levels(was.ladders, became.ladders, names);
    return [[label(name), value(name, was), value(name, became)] as const];
  });
}

/** Each ladder that changed, level by level as its own screen says it. */
function levels(was: Some['ladders'], became: Some['ladders'], names: Names): (readonly [string, string, string])[] {
  const shown = (said: Some['ladders'], name: LadderName) => (said?.[name] ? said[name].map((level) => inWords(level, names)).join(' ') || ladderWords().none : words().standard);
  return LADDERS.map((name) => [`${words().ladders} · ${words().ladder[name]}`, shown(was, name), shown(became, name)] as const).filter(([, from, to]) => from !== to);
}

function label(name: Exclude<keyof Some, Lists>): string {
  if (name === 'stamp') return words().stamp;
  if (name === 'other_unit') return words().otherUnit;
  if (name === 'unit_grants') return words().unitGrants;
  return name === 'checklist' ? words().checklist : words().figures[name][0];
}

function value(name: Exclude<keyof Some, Lists>, { [name]: said }: Some): string {
  if (said === null || said === undefined) return words().forEver;
  if (typeof said === 'boolean') return said ? words().on : words().off;
  if (typeof said === 'object') return words().lines(said.length);
  return isShare(name as Figure) ? `${Number((said * 100).toFixed(2))} %` : String(said);
}

function deadlines(was: Some['limits'] | Some['urgent_limits'], became: typeof was) {
  const shown = (limit: { amount: number; unit: string } | null | undefined) => (limit ? sumWords().units[limit.unit]?.(limit.amount) ?? '' : limitWords().asAll);
  return (['accept', 'fix', 'review'] as const).map((clock) => [t().clock[clock] ?? clock, shown(was?.[clock]), shown(became?.[clock])] as const).filter(([, from, to]) => from !== to);
}

function limits(was: Readonly<Record<string, number>>, became: Readonly<Record<string, number>>) {
  const names = [...new Set([...Object.keys(was), ...Object.keys(became)])].filter((name) => was[name] !== became[name]);
  const shown = (figure: number | undefined) => (figure === undefined ? words().standard : String(figure));
  return names.map((name) => [words().limits[name as Threshold] ?? name, shown(was[name]), shown(became[name])] as const);
}
