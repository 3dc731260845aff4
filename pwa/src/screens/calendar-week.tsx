import { useId } from 'preact/hooks';
import { boxedShift, PRESETS, readShifts, retyped, type Preset, type TypedShift } from '../core/calendar.ts';
import { typedDay, weekNow } from '../core/calendar-edits.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import type { Parts } from './calendar-kept.ts';
import { sayHours, sayWeek } from './calendar-say.ts';
import { calendarWords as words } from './calendar-words.ts';
import { Choose } from './telling-choose.tsx';

const DAYS = [0, 1, 2, 3, 4, 5, 6];

/** What is worked on each day of the week: in words, and opened to be changed. */
export function Week({ now, edits, edit, faults }: Parts & { faults: ReadonlySet<string> }) {
  const week = weekNow(now, edits);
  const put = (day: number, shifts: readonly TypedShift[]) => edit({ week: { ...edits.week, [day]: shifts } });
  const preset = (name: string) => { if (name) edit({ week: Object.fromEntries(PRESETS[name as Preset].map((shifts, day) => [day, shifts.map(boxedShift)])) }); };
  const alike = (from: number) => {
    const typed = typedDay(now, edits, from), to = DAYS.filter((day) => typedDay(now, edits, day).length > 0);
    edit({ week: { ...edits.week, ...Object.fromEntries(to.map((day) => [day, typed])) } });
  };
  return (
    <section class="card stack" data-week>
      <h2>{words().week}</h2>
      <ul class="stack tightly num">{sayWeek(week).map((line) => <li key={line}>{line}</li>)}</ul>
      <p class="small quiet num">{sayHours(week)}</p>
      {faults.has('week') && <Wrong>{words().nobody}</Wrong>}
      {now.may_change && (
        <details open={[...faults].some((fault) => /^week\d/.test(fault)) || undefined}>
          <summary class="button wide"><span>{words().change}</span></summary>
          <div class="stack more">
            <Choose label={words().preset} value="" pick={preset} mark="week-preset" options={[['', words().pick], ...Object.entries(words().presets)]} />
            {DAYS.map((day) => (
              <fieldset class="stack tightly" key={day} data-weekday={day}>
                <legend class="legend">{words().days[day]}</legend>
                <ShiftRows shifts={typedDay(now, edits, day)} put={(shifts) => put(day, shifts)} wrong={faults.has(`week${day}`)} />
                {typedDay(now, edits, day).length > 0 && <Button kind="bare" press={() => alike(day)} mark={`alike-${day}`}>{words().toAll}</Button>}
              </fieldset>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

/** The shifts of one day; a night shift ends on the next day. */
export function ShiftRows({ shifts, put, wrong }: { shifts: readonly TypedShift[]; put: (shifts: readonly TypedShift[]) => void; wrong: boolean }) {
  const id = useId(), one = (index: number, more: Partial<TypedShift>) => put(shifts.map((shift, at) => (at === index ? retyped(shift, more) : shift)));
  const add = () => { const from = shifts.at(-1)?.over ? '09:00' : shifts.at(-1)?.to ?? '09:00'; put([...shifts, retyped({ from, to: '18:00', over: 0 }, {})]); };
  const bad = wrong && !readShifts(shifts) ? true : undefined;
  return (
    <div class="stack tightly" data-shifts={shifts.length}>
      {shifts.length === 0 && <p class="quiet">{words().free}</p>}
      {shifts.map((shift, index) => (
        <div class="work-shift" role="group" aria-label={words().shift(index + 1)} key={index}>
          <input class="input num" type="time" aria-label={words().from} value={shift.from} aria-invalid={bad} aria-describedby={bad && `${id}-wrong`} onInput={(event) => one(index, { from: event.currentTarget.value })} data-shift-from />
          <input class="input num" type="time" aria-label={words().to} value={shift.to} aria-invalid={bad} aria-describedby={bad && `${id}-wrong`} onInput={(event) => one(index, { to: event.currentTarget.value })} data-shift-to />
          <select class="input" aria-label={words().over} value={String(shift.over)} onChange={(event) => one(index, { over: Number(event.currentTarget.value) })}>
            {words().overs.slice(0, shift.over > 1 ? 3 : 2).map((said, over) => <option value={String(over)} key={said}>{said}</option>)}
          </select>
          <IconButton icon="trash" label={words().remove(index + 1)} press={() => put(shifts.filter((_, at) => at !== index))} />
        </div>
      ))}
      {bad && <div id={`${id}-wrong`}><Wrong>{words().wrongShifts}</Wrong></div>}
      {shifts.length < 8 && <Button icon="plus" press={add} mark="add-shift">{words().addShift}</Button>}
    </div>
  );
}
