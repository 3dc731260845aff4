import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { act } from '../state/act.ts';
import { draft, finish, write } from '../state/draft.ts';
import { Button } from '../ui/button.tsx';
import { Pick, Text, Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Units, useSending } from './reason-sheet.tsx';
import { waitWords as words } from './wait-words.ts';

type Whose = 'reporter' | 'unit';

/** Who can be asked: a person who reported it, where there is one, or another unit. */
function whose({ events }: OrderDetail): readonly Whose[] {
  const reported = events.some(({ action, actor }) => (action === 'file' || action === 'join') && actor.kind === 'person');
  return reported ? ['reporter', 'unit'] : ['unit'];
}

/** The clock stands still until they answer: a question, and to whom. */
export function WaitSheet({ order, close }: { order: OrderDetail; close: () => void }) {
  const mine = draft(`wait/${order.id}`), { text = '', unit = '', whom = '' } = mine.fields.value, [tried, setTried] = useState(false);
  const { busy, wrong, sent } = useSending(() => { close(); finish(mine); });
  const offered = whose(order), waits_for = offered.find((one) => one === whom) ?? offered[0] ?? 'unit', lacks = waits_for === 'unit' && !unit;
  const go = () => {
    setTried(true);
    if (!text.trim() || lacks) return;
    sent(act(order, 'wait', { waits_for, text: text.trim(), ...(waits_for === 'unit' ? { unit } : {}) }, mine.key));
  };
  return (
    <Sheet title={words().title} close={close} foot={<Button kind="primary" wide icon="send" busy={busy} press={go} mark="send-wait">{words().send}</Button>}>
      {offered.length > 1 && <Pick label={words().whose} options={offered.map((one): [Whose, string] => [one, words().kinds[one]])} value={waits_for} pick={(one) => write(mine, 'whom', one)} />}
      {waits_for === 'unit' && <Units label={words().unit} value={unit} pick={(code) => write(mine, 'unit', code)} />}
      {tried && lacks && <Wrong>{words().noUnit}</Wrong>}
      <Text label={words().question} lines value={text} input={(value) => write(mine, 'text', value)} wrong={tried && !text.trim() ? words().missing : undefined} />
      <p class="small quiet">{words().hint}</p>
      {wrong}
    </Sheet>
  );
}
