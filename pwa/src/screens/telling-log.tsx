import { useEffect, useState } from 'preact/hooks';
import { areas as fetchAreas } from '../api/calendars.ts';
import { units as fetchUnits } from '../api/calls.ts';
import { tellingFigures, tellingLog, type LogFilter } from '../api/telling.ts';
import type { Area, Sent, TellingFigures, Unit } from '../api/types.ts';
import { moment, name } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Bones } from '../ui/page.tsx';
import { Choose } from './telling-choose.tsx';
import { kindWords, tellingWords as words } from './telling-words.ts';
import { Rungs } from './told-sheet.tsx';

const OUTCOMES = ['waiting', 'delivered', 'told', 'no_device', 'refused', 'given_up', 'nobody', 'no_gateway', 'stopped', 'superseded'] as const;

/** What became of each notice of the last month: by how a way ended, and where. */
export function Log() {
  const [figures, setFigures] = useState<TellingFigures | null>(null), [items, setItems] = useState<readonly Sent[] | null>(null), [next, setNext] = useState<string | null>(null);
  const [filter, setFilter] = useState<LogFilter>({ outcome: 'all', area: '', unit: '' }), [wrong, setWrong] = useState(''), [busy, setBusy] = useState(false);
  const fail = (thrown: unknown) => setWrong(problemWords(thrown).join(' '));
  const load = async (cursor: string | null, current: () => boolean = () => true) => {
    setBusy(true);
    setWrong('');
    try {
      const page = await tellingLog(filter, cursor);
      // What was asked before another filter was chosen comes too late.
      if (!current()) return;
      setItems((before) => [...(cursor ? before ?? [] : []), ...page.items]);
      setNext(page.next_cursor);
    } catch (thrown) {
      if (current()) fail(thrown);
    }
    setBusy(false);
  };
  useEffect(() => void tellingFigures().then(setFigures, fail), []);
  useEffect(() => {
    let asked = true;
    setItems(null);
    void load(null, () => asked);
    return () => { asked = false; };
  }, [filter]);
  return (
    <section class="card stack" data-log={items?.length ?? ''}>
      <div><h2>{words().log}</h2><p class="small quiet">{words().logHint}</p></div>
      {figures && figures.rungs.length > 0 && (
        <div><h3>{words().figures}</h3><dl class="facts">{figures.rungs.map(({ rung, tried, arrived, seen }) => <div key={rung}><dt>{words().rungs[rung]}</dt><dd class="num">{words().figure(tried, arrived, seen)}</dd></div>)}</dl></div>
      )}
      <Filters filter={filter} pick={(more) => setFilter({ ...filter, ...more })} />
      {wrong && <Wrong>{wrong}</Wrong>}
      {!items && !wrong && <Bones rows={3} />}
      {items?.length === 0 && <p class="quiet small">{words().noLog}</p>}
      <ul class="stack">
        {items?.map((sent) => (
          <li class="stack tightly" key={sent.id}>
            <div class="row"><strong class="grow">{sent.person.name}</strong><span class="chip">{kindWords(sent.kind)}</span></div>
            <Rungs rungs={sent.rungs} />
            <p class="small quiet num">{words().told(moment(sent.told_at, now.value))} · {sent.seen_at ? words().seen(moment(sent.seen_at, now.value)) : words().unseen}</p>
            <a class="button wide num" href={`/orders/${sent.order_id}`}>{words().order(sent.order_no)}</a>
          </li>
        ))}
      </ul>
      {next && <Button wide busy={busy} press={() => void load(next)} mark="more-sent">{words().more}</Button>}
      <p class="vh" role="status">{items && !busy && words().shown(items.length)}</p>
    </section>
  );
}

function Filters({ filter: { outcome, area, unit }, pick }: { filter: LogFilter; pick: (more: Partial<LogFilter>) => void }) {
  const [areas, setAreas] = useState<readonly Area[]>([]), [units, setUnits] = useState<readonly Unit[]>([]);
  useEffect(() => {
    void fetchAreas().then(setAreas, () => undefined);
    void fetchUnits().then(setUnits, () => undefined);
  }, []);
  const ends = OUTCOMES.map((each) => [each, words().outcomes[each] ?? each] as const);
  return (
    <>
      <Choose label={words().outcome} value={outcome} pick={(to) => pick({ outcome: to as LogFilter['outcome'] })} mark="log-outcome" options={[['all', words().everything], ['not_arrived', words().missed], ...ends]} />
      <Choose label={words().area} value={area} pick={(to) => pick({ area: to })} mark="log-area" options={[['', words().everywhere], ...areas.map((each) => [each.code, name(each.name)] as const)]} />
      <Choose label={words().unit} value={unit} pick={(to) => pick({ unit: to })} mark="log-unit" options={[['', words().anyUnit], ...units.map((each) => [each.code, name(each.name)] as const)]} />
    </>
  );
}
