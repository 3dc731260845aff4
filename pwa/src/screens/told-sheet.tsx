import { useEffect, useState } from 'preact/hooks';
import { orderTelling } from '../api/telling.ts';
import type { OrderTelling, RungView } from '../api/types.ts';
import { moment } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords } from '../state/toast.ts';
import { Wrong } from '../ui/field.tsx';
import { Bones, Empty } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { kindWords, tellingWords as words } from './telling-words.ts';

/** Who was told of an order, by which way, and when it was seen. */
export function ToldSheet({ id, title, close }: { id: string; title: string; close: () => void }) {
  const [found, setFound] = useState<OrderTelling | null>(null), [wrong, setWrong] = useState('');
  useEffect(() => void orderTelling(id).then(setFound, (thrown: unknown) => setWrong(problemWords(thrown).join(' '))), [id]);
  return (
    <Sheet title={title} close={close}>
      {wrong && <Wrong>{wrong}</Wrong>}
      {!found && !wrong && <Bones rows={2} tall={72} />}
      {found?.items.length === 0 && <Empty words={words().none} icon="bell" />}
      <ul class="options" data-told>
        {found?.items.map((told) => (
          <li class="card stack" key={told.told_at + told.kind + (told.person?.id ?? '')}>
            <div class="row"><h3 class="grow">{told.person?.name ?? words().somebody}</h3><span class="chip">{kindWords(told.kind)}</span></div>
            <Rungs rungs={told.rungs} />
            <p class="small quiet num">{words().told(moment(told.told_at, now.value))} · {told.seen_at ? words().seen(moment(told.seen_at, now.value)) : words().unseen}</p>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

export function Rungs({ rungs }: { rungs: readonly RungView[] }) {
  return (
    <ul class="stack tightly">
      {rungs.map((rung) => {
        const at = moment(rung.at, now.value), said = rung.outcome ? `${words().outcomes[rung.outcome] ?? rung.outcome} · ${at}` : words().next(at);
        return <li class="row small top" key={rung.rung} data-rung={rung.rung}><span class="grow">{words().rungs[rung.rung]}</span><span class="quiet num">{said}{rung.attempts > 1 && ` · ${words().tries(rung.attempts)}`}</span></li>;
      })}
    </ul>
  );
}
