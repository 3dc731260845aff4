import { yearState } from '../core/calendar-edits.ts';
import { yearOf, today } from '../core/month.ts';
import { now as clock } from '../state/clock.ts';
import { Button } from '../ui/button.tsx';
import type { Parts } from './calendar-kept.ts';
import { calendarWords as words } from './calendar-words.ts';

/** Which years' holidays are known: taken in, provisional, confirmed. */
export function Years({ now, edits, edit }: Parts) {
  const this_ = yearOf(today(clock.value)), known = [...now.years, ...now.lent_years].map(({ year }) => year);
  const years = [...new Set([this_, this_ + 1, ...known])].filter((year) => year >= this_ - 1).sort();
  const toggled = (all: readonly number[], year: number) => (all.includes(year) ? all.filter((each) => each !== year) : [...all, year]);
  const may = now.may_change && !now.base;
  if (yearState(now, this_) === 'none') return <section class="card stack"><h2>{words().years}</h2><p class="quiet">{words().noYears}</p></section>;
  return (
    <section class="card stack" data-years>
      <h2>{words().years}</h2>
      <ul class="stack">
        {years.map((year) => {
          const state = yearState(now, year), confirms = edits.confirmed.includes(year), fills = edits.fill.includes(year);
          return (
            <li class="stack tightly" key={year} data-year={year} data-state={state}>
              <p class="row"><span class="grow num">{words().yearIs(year, words().yearStates[state])}</span>{state === 'provisional' && <span class="chip soon">{words().provisional}</span>}</p>
              {state === 'provisional' && <p class="small quiet">{words().provisionalYear(year)}</p>}
              {may && state === 'provisional' && <Toggle on={confirms} say={words().confirm(year)} will={words().willConfirm(year)} press={() => edit({ confirmed: toggled(edits.confirmed, year) })} mark={`confirm-${year}`} />}
              {may && now.region && state === 'open' && <Toggle on={fills} say={words().take(year)} will={words().willTake(year)} press={() => edit({ fill: toggled(edits.fill, year) })} mark={`fill-${year}`} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Toggle({ on, say, will, press, mark }: { on: boolean; say: string; will: string; press: () => void; mark: string }) {
  return <>{on && <p role="status">{will}</p>}<Button wide icon={on ? 'undo' : 'check'} press={press} mark={mark}>{on ? words().undo : say}</Button></>;
}
