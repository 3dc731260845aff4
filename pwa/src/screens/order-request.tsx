import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { moment } from '../i18n/index.ts';
import { act, pending } from '../state/act.ts';
import { now } from '../state/clock.ts';
import { draft, finish, write } from '../state/draft.ts';
import { reasonWords } from '../state/registry.ts';
import { Button } from '../ui/button.tsx';
import { Text } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { requestWords as words } from './request-words.ts';

/** More time, or a pause, that was asked for: waits, or is decided here by whoever may. */
export function Request({ order }: { order: OrderDetail }) {
  const { asked } = order;
  if (!asked) return null;
  const decides = order.actions.includes('grant'), said = [asked.reason && reasonWords(asked.reason), asked.text].filter(Boolean).join(' · ');
  const [title, hint] = words().waiting[asked.kind];
  return (
    <section class={decides ? 'card stack heed' : 'card stack tightly'} data-request={decides ? 'decide' : 'waiting'}>
      {decides ? <h2 class="row tightly"><Icon name="clock" /><span class="grow">{words().decide[asked.kind]}</span></h2>
        : <div class="chips"><span class="chip soon"><Icon name="clock" />{title}</span></div>}
      <p><strong>{words().to[asked.kind](moment(asked.until, now.value))}</strong></p>
      {said && <q class="quote small">{said}</q>}
      {decides ? <Decide order={order} /> : <p class="small quiet">{hint}</p>}
    </section>
  );
}

function Decide({ order }: { order: OrderDetail }) {
  const mine = draft(`refuse/${order.id}`), note = mine.fields.value['text'] ?? '', [refusing, setRefusing] = useState(false), [tried, setTried] = useState(false);
  const busy = pending.value.has(order.id);
  const refuse = () => {
    if (!refusing && !note.trim()) return setRefusing(true);
    setTried(true);
    if (note.trim()) void act(order, 'refuse', { text: note.trim() }, mine.key).then((written) => written && finish(mine));
  };
  return (
    <>
      {(refusing || note) && <Text label={words().note} lines value={note} input={(value) => write(mine, 'text', value)} wrong={tried && !note.trim() ? words().noteMissing : undefined} />}
      <div class="ways">
        <Button busy={busy} press={refuse} mark="refuse">{words().refuse}</Button>
        <Button kind="primary" busy={busy} icon="check" press={() => void act(order, 'grant')} mark="grant">{words().grant}</Button>
      </div>
    </>
  );
}
