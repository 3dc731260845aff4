import { useId, useState } from 'preact/hooks';
import type { Calendar } from '../api/types.ts';
import { boxedShift, readShifts, usualDay, type OtherDay, type Shifts, type TypedShift } from '../core/calendar.ts';
import { dayShown, weekNow } from '../core/calendar-edits.ts';
import { days, weekdayOf } from '../core/month.ts';
import { Button } from '../ui/button.tsx';
import { Options, Text, Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { Parts } from './calendar-kept.ts';
import { sayAll, sayDay } from './calendar-say.ts';
import { ShiftRows } from './calendar-week.tsx';
import { calendarWords as words } from './calendar-words.ts';

type What = 'usual' | 'off' | 'half' | 'work';
const MOST = 62;

/** What one day is, and what it shall be: free, half a day, worked at these hours, or as the week says; and why. */
export function CalendarDay({ parts: { now: facts, edits, edit }, now, day, close }: { parts: Parts; now: Calendar; day: string; close: () => void }) {
  const shown = dayShown(now, edits, day), week = weekNow(now, edits), usual = week[weekdayOf(day)] ?? [], full = usual.length ? usual : usualDay(week);
  const own = now.days.some((each) => each.day === day) || !!edits.days[day];
  const [what, setWhat] = useState<What | ''>(''), [shifts, setShifts] = useState<readonly TypedShift[]>([]), [until, setUntil] = useState(day), [tried, setTried] = useState(false), id = useId();
  const said = shown.source === 'edit' || shown.source === 'person' ? shown.name : null, [zh, setZh] = useState(said?.zh ?? ''), [en, setEn] = useState(said?.en ?? '');
  const pick = (next: What) => {
    setWhat(next);
    if (next === 'half') setShifts(full.slice(0, 1).map(boxedShift));
    if (next === 'work') setShifts((shown.shifts.length ? shown.shifts : full).map(boxedShift));
  };
  const reasoned = what === 'usual' || zh.trim() !== '' || en.trim() !== '', all = days(day, until, MOST + 1), ranged = all.length > 0 && all.length <= MOST;
  const save = () => {
    setTried(true);
    const found = hours(what, shifts);
    if (!what || !reasoned || !ranged || !found) return;
    const name = { zh: zh.trim() || en.trim(), en: en.trim() || zh.trim() }, then: OtherDay | null = what === 'usual' ? null : { shifts: found, name };
    edit({ days: { ...edits.days, ...Object.fromEntries(all.map((each) => [each, then])) } });
    close();
  };
  const works = what === 'half' || what === 'work';
  return (
    <Sheet title={sayDay(day)} close={close} foot={facts.may_change && <Button kind="primary" wide icon="check" disabled={!what} press={save} mark="keep-day">{words().keep}</Button>}>
      <p data-shown={shown.kind}>{sayAll(shown)}</p>
      {!facts.may_change ? <p class="small quiet">{words().sharedStrip}</p> : <>
        <Options label={words().what} value={what} pick={pick} options={[
          ...(own ? [{ key: 'usual' as const, words: words().asUsual }] : []), { key: 'off', words: words().off }, ...(full.length ? [{ key: 'half' as const, words: words().half }] : []), { key: 'work', words: words().work },
        ]} />
        {what === 'usual' && facts.region && <p class="small quiet">{words().asLaw}</p>}
        {works && <ShiftRows shifts={shifts} put={setShifts} wrong={tried} />}
        {works && tried && shifts.length === 0 && <Wrong>{words().wrongShifts}</Wrong>}
        {what && what !== 'usual' && <>
          <Text label={words().whyZh} value={zh} input={setZh} max={120} name="why-zh" wrong={tried && !reasoned ? words().whyWrong : undefined} />
          <Text label={words().whyEn} value={en} input={setEn} max={120} name="why-en" />
          <p class="small quiet">{words().whyHint}</p>
        </>}
        {what && <div class="field"><label for={id}>{words().until}</label>
          <input id={id} class="input num" type="date" min={day} value={until} aria-invalid={tried && !ranged ? true : undefined} aria-describedby={tried && !ranged ? `${id}-wrong` : undefined} onInput={(event) => setUntil(event.currentTarget.value)} data-until />
          {tried && !ranged && <Wrong id={`${id}-wrong`}>{words().daysWrong}</Wrong>}</div>}
      </>}
    </Sheet>
  );
}

/** What is worked then; null while it cannot be read. */
function hours(what: What | '', typed: readonly TypedShift[]): Shifts | null {
  if (what !== 'half' && what !== 'work') return [];
  return typed.length ? readShifts(typed) : null;
}
