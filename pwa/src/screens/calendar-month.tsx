import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../api/calendars.ts';
import type { Calendar } from '../api/types.ts';
import { dayShown, yearState, type DayShown } from '../core/calendar-edits.ts';
import { later, laterMonth, today, weekdayOf, weeksOf, yearOf } from '../core/month.ts';
import { now as clock } from '../state/clock.ts';
import { problemWords } from '../state/toast.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { CalendarDay } from './calendar-day.tsx';
import type { Parts } from './calendar-kept.ts';
import { sayAll, sayDay, sayMonth } from './calendar-say.ts';
import { calendarWords as words } from './calendar-words.ts';

const STEPS: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => later(day, -1), ArrowRight: (day) => later(day, 1), ArrowUp: (day) => later(day, -7), ArrowDown: (day) => later(day, 7), PageUp: (day) => laterMonth(day, -1), PageDown: (day) => laterMonth(day, 1),
  Home: (day) => later(day, -weekdayOf(day)), End: (day) => later(day, 6 - weekdayOf(day)),
};

/** A month of days, each with its kind in a word; one is tapped to be changed. */
export function Month(parts: Parts) {
  const here = today(clock.value), [at, setAt] = useState(here), [open, setOpen] = useState(''), moved = useRef(false), table = useRef<HTMLTableElement>(null);
  const { now, wrong, again } = useYear(parts.now, yearOf(at), yearOf(here)), shown = (day: string) => dayShown(now, parts.edits, day);
  const weeks = weeksOf(at), all = weeks.flat().filter((day) => day !== null).map(shown), others = all.filter(({ source }) => source !== 'week');
  useEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moved.current = false;
  }, [at]);
  const key = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    moved.current = true;
    setAt(step(at));
  };
  return (
    <section class="card stack month" data-month={at.slice(0, 7)}>
      <div class="row"><h2 class="grow">{words().month}</h2>{at.slice(0, 7) !== here.slice(0, 7) && <Button press={() => setAt(here)} mark="this-month">{words().today}</Button>}</div>
      <p class="small quiet">{words().monthHint}</p>
      <div class="row"><IconButton icon="back" label={words().before} press={() => setAt(laterMonth(at, -1))} mark="month-before" /><h3 class="grow num" aria-live="polite">{sayMonth(at)}</h3><IconButton icon="next" label={words().after} press={() => setAt(laterMonth(at, 1))} mark="month-after" /></div>
      {yearState(now, yearOf(at)) === 'provisional' && <p class="strip" role="note" data-provisional><span>{words().provisional}: {words().provisionalYear(yearOf(at))}</span></p>}
      {wrong && <Wrong>{wrong} <Button press={again} mark="again-year">↻</Button></Wrong>}
      <table class="days" ref={table} role="grid" aria-label={sayMonth(at)} onKeyDown={key}>
        <thead><tr>{words().letters.map((letter, index) => <th scope="col" key={letter}><span aria-hidden="true">{letter}</span><span class="vh">{words().days[index]}</span></th>)}</tr></thead>
        <tbody>{weeks.map((week) => (
          <tr key={week.find(Boolean)}>{week.map((day, index) => <td key={day ?? index}>{day && <Cell shown={shown(day)} at={day === at} here={day === here} press={() => { setAt(day); setOpen(day); }} />}</td>)}</tr>
        ))}</tbody>
      </table>
      <h3>{words().differ}</h3>
      {others.length === 0 && <p class="quiet small">{words().noDiffer}</p>}
      <ul class="stack tightly small">{others.map((each) => <li key={each.day} data-differs={each.day}>{sayDay(each.day)}: {sayAll(each)}</li>)}</ul>
      {open && <CalendarDay parts={parts} now={now} day={open} close={() => setOpen('')} />}
    </section>
  );
}

function Cell({ shown: { day, kind, provisional, source, ...more }, at, here, press }: { shown: DayShown; at: boolean; here: boolean; press: () => void }) {
  return (
    <button type="button" class="day" tabIndex={at ? 0 : -1} aria-current={here ? 'date' : undefined} onClick={press} data-day={day} data-kind={kind} data-source={source}>
      <span class="vh">{sayDay(day)}: {sayAll({ day, kind, provisional, source, ...more })}</span>
      <span class="num" aria-hidden="true">{Number(day.slice(8))}</span>
      <span class="said" aria-hidden="true">{words().short[kind]}</span>
      {(provisional || source === 'edit') && <span class="said" aria-hidden="true">{source === 'edit' ? words().shortEdit : words().shortProvisional}</span>}
    </button>
  );
}

/** A calendar with the days of a year that did not come along with it. */
function useYear(now: Calendar, year: number, this_: number) {
  const [more, setMore] = useState<Calendar | null>(null), [wrong, setWrong] = useState(''), [tries, setTries] = useState(0);
  const far = Math.abs(year - this_) > 1;
  useEffect(() => {
    if (!far) return;
    setWrong('');
    let over = false;
    void api.calendar(now.code, year).then((found) => { if (!over) setMore(found); }, (thrown: unknown) => { if (!over) setWrong(problemWords(thrown).join(' ')); });
    return () => { over = true; };
  }, [far && year, now.version, tries]);
  return { now: far && more ? { ...now, days: [...now.days, ...more.days], lent: [...now.lent, ...more.lent] } : now, wrong: far ? wrong : '', again: () => setTries(tries + 1) };
}
