import { useEffect, useState } from 'preact/hooks';
import { tellingFigures, tellingLog } from '../api/telling.ts';
import type { Sent, TellingFigures } from '../api/types.ts';
import { moment } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Bones } from '../ui/page.tsx';
import { Gateways } from './telling-gateways.tsx';
import { Ladder } from './telling-ladder.tsx';
import { kindWords, tellingWords as words } from './telling-words.ts';
import { NoticeWords } from './telling-notices.tsx';
import { Rungs } from './told-sheet.tsx';

/** How people are told: gateways, ladder, words, and what became of each notice. */
export default function Telling() {
  return <div class="stack" data-telling><Gateways /><Ladder /><NoticeWords /><Log /></div>;
}

function Log() {
  const [figures, setFigures] = useState<TellingFigures | null>(null), [items, setItems] = useState<readonly Sent[] | null>(null), [next, setNext] = useState<string | null>(null);
  const [missed, setMissed] = useState(false), [wrong, setWrong] = useState(''), [busy, setBusy] = useState(false);
  const fail = (thrown: unknown) => setWrong(problemWords(thrown).join(' '));
  const load = async (cursor: string | null) => {
    setBusy(true);
    setWrong('');
    await tellingLog(missed, cursor).then((page) => { setItems((before) => [...(cursor ? before ?? [] : []), ...page.items]); setNext(page.next_cursor); }, fail);
    setBusy(false);
  };
  useEffect(() => void tellingFigures().then(setFigures, fail), []);
  useEffect(() => void load(null), [missed]);
  return (
    <section class="card stack" data-log={items?.length ?? ''}>
      <h2>{words().log}</h2>
      {figures && figures.rungs.length > 0 && (
        <div><h3>{words().figures}</h3><dl class="facts">{figures.rungs.map(({ rung, tried, arrived, seen }) => <div key={rung}><dt>{words().rungs[rung]}</dt><dd class="num">{words().figure(tried, arrived, seen)}</dd></div>)}</dl></div>
      )}
      <label class="row switch"><span class="grow">{words().missed}</span><input type="checkbox" role="switch" checked={missed} onChange={(event) => setMissed(event.currentTarget.checked)} data-setting="missed" /></label>
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
    </section>
  );
}
