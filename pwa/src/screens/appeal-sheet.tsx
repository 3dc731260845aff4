import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import type { AppealKind } from '../core/voice.ts';
import { act } from '../state/act.ts';
import { draft, finish, write } from '../state/draft.ts';
import { Button } from '../ui/button.tsx';
import { Text } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useSending } from './reason-sheet.tsx';
import { voiceWords } from './voice-words.ts';

/** One's own words, under what will happen with them. */
export function AppealSheet({ order, kind, close }: { order: OrderDetail; kind: AppealKind; close: () => void }) {
  const mine = draft(`appeal/${order.id}`), text = mine.fields.value['text'] ?? '', words = voiceWords(), [tried, setTried] = useState(false);
  const { busy, wrong, sent } = useSending(() => { close(); finish(mine); });
  const go = () => {
    setTried(true);
    if (text.trim()) sent(act(order, 'appeal', { text: text.trim() }, mine.key));
  };
  return (
    <Sheet title={words.appeal[kind].sheet} close={close} foot={<Button kind="primary" wide icon="send" busy={busy} press={go} mark="send-appeal">{words.send}</Button>}>
      <ul class="losses">{words.rules[kind].map((rule) => <li key={rule}>{rule}</li>)}</ul>
      <Text label={words.own} hint={words.hint} lines value={text} input={(value) => write(mine, 'text', value)} wrong={tried && !text.trim() ? words.missing : undefined} />
      {wrong}
    </Sheet>
  );
}
