import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/calendars.ts';
import type { Calendar as Facts, WhatIf } from '../api/types.ts';
import { read, UNTOUCHED } from '../core/calendar-edits.ts';
import { asProblem } from '../core/problem.ts';
import { name, t } from '../i18n/index.ts';
import { newId } from '../state/act.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { CalendarHistory } from './calendar-history.tsx';
import { Month } from './calendar-month.tsx';
import { Places } from './calendar-places.tsx';
import { kept, keep, type CalendarEdits } from './calendar-kept.ts';
import { Week } from './calendar-week.tsx';
import { calendarWords as words } from './calendar-words.ts';
import { Years } from './calendar-years.tsx';
import { WhatIfSheet } from './what-if-sheet.tsx';
import '../ui/css/calendar.css';

/** One working calendar: its week, its days, who works by it, what was changed; saved as one change on the version that was read. */
export default function Calendar({ code }: { code: string }) {
  const [now, setNow] = useState<Facts | null>(null), [problem, setProblem] = useState<unknown>(null), { route } = useLocation();
  const load = () => { setProblem(null); void api.calendar(code).then(setNow, setProblem); };
  useEffect(load, [code]);
  return (
    <div class="page">
      <Bar title={now ? name(now.name) : words().title} back={() => route('/admin/calendars')} />
      {now ? <Form now={now} renew={setNow} />
        : <div class="inner">{problem ? <Empty words={problemWords(problem)} icon="offline"><Button icon="retry" press={load}>{t().retry}</Button></Empty> : <Bones rows={4} />}</div>}
    </div>
  );
}

function Form({ now, renew }: { now: Facts; renew: (facts: Facts) => void }) {
  const [edits, setEdits] = useState<CalendarEdits>(() => kept(now.code)), [tried, setTried] = useState(false), [id, setId] = useState(newId);
  const [busy, setBusy] = useState(false), [wrong, setWrong] = useState(''), [moves, setMoves] = useState<WhatIf | null>(null);
  const { change, wrong: faults, count } = read(now, edits), faulty = faults.size > 0;
  const put = (then: CalendarEdits) => { setEdits(then); keep(now.code, then); setWrong(''); setId(newId()); };
  const edit = (more: Partial<CalendarEdits>) => put({ ...edits, ...more });
  const patch = () => ({ id, version: now.version, ...change }) as Parameters<typeof api.changeCalendar>[1];
  const work = async (what: () => Promise<void>) => {
    setBusy(true);
    // With the same id again: what was done, though its answer was lost, is not done twice.
    await what().catch((thrown: unknown) => setWrong(failed(thrown, renew)));
    setBusy(false);
  };
  const preview = () => {
    setTried(true);
    if (faulty) return setWrong(words().fix);
    void work(async () => setMoves(await api.whatIfCalendar(now.code, patch())));
  };
  const send = () => {
    const moved = moves?.moved ?? 0;
    setMoves(null);
    void work(async () => {
      const then = await api.changeCalendar(now.code, patch());
      renew(then);
      put(UNTOUCHED);
      setTried(false);
      say({ kind: 'done', title: words().saved(then.moving ? 0 : moved) });
    });
  };
  useEffect(() => {
    if (wrong && faulty) document.querySelector<HTMLElement>('[data-calendar-form] [aria-invalid]')?.focus();
  }, [wrong]);
  useEffect(() => {
    if (!now.moving) return;
    const timer = setTimeout(() => void api.calendar(now.code).then(renew, () => undefined), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const parts = { now, edits, edit };
  return (
    <>
      <div class="inner beside" data-calendar-form={now.code} data-version={now.version}>
        {!now.may_change && <p class="strip" role="note"><Icon name="ban" /><span>{words().sharedStrip}</span></p>}
        {now.moving && <p class="strip" role="status" data-moving={now.moving.left}><Icon name="clock" /><span>{words().moving(now.moving.left, now.moving.moved)}</span></p>}
        <div class="side"><Month {...parts} /><Years {...parts} /></div>
        <div class="side">
          <Week {...parts} faults={tried ? faults : NONE} />
          <Places {...parts} />
          {now.may_change && <Naming {...parts} wrong={tried && faults.has('name')} />}
          <CalendarHistory of={now} />
        </div>
      </div>
      {(count > 0 || faulty || wrong) && (
        <div class="foot wraps">
          {wrong ? <Wrong>{wrong}</Wrong> : <p class="quiet small num" role="status" data-count={count}>{words().count(count)}</p>}
          <IconButton icon="undo" label={words().discard} press={() => { put(UNTOUCHED); setTried(false); say({ kind: 'done', title: words().discarded }); }} mark="discard-calendar" />
          <Button kind="primary" icon="check" busy={busy} disabled={!count && !faulty} press={preview} mark="save-calendar">{words().save}</Button>
        </div>
      )}
      {moves && <WhatIfSheet found={moves} close={() => setMoves(null)} send={send} />}
    </>
  );
}

/** How often it is looked again while orders are still being moved. */
const AGAIN_MS = 5_000;
const NONE: ReadonlySet<string> = new Set();

/** Says what went wrong; when somebody else was quicker, what is there now is shown beneath what was edited. */
function failed(thrown: unknown, renew: (facts: Facts) => void): string {
  const { code, facts } = asProblem(thrown);
  if (code !== 'calendar.changed') return problemWords(thrown).join(' ');
  renew(facts['calendar'] as Facts);
  return words().conflict;
}

function Naming({ now, edits, edit, wrong }: { now: Facts; edits: CalendarEdits; edit: (more: Partial<CalendarEdits>) => void; wrong: boolean }) {
  const called = edits.name ?? now.name;
  return (
    <section class="card stack">
      <h2>{words().names}</h2>
      <Text label={words().nameZh} value={called.zh} input={(zh) => edit({ name: { ...called, zh } })} max={120} name="calendar-zh" wrong={wrong && !called.zh.trim() ? words().bothNames : undefined} />
      <Text label={words().nameEn} value={called.en} input={(en) => edit({ name: { ...called, en } })} max={120} name="calendar-en" wrong={wrong && !called.en.trim() ? words().bothNames : undefined} />
    </section>
  );
}
