import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { name, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { act } from '../state/act.ts';
import { draft, finish, write } from '../state/draft.ts';
import { reasons } from '../state/registry.ts';
import { Button } from '../ui/button.tsx';
import { Options, Text } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useSending } from './reason-sheet.tsx';
import { voiceWords } from './voice-words.ts';

const OTHER = 'other';
/** Reasons that only the system gives. */
const OURS = new Set(['reinspection']);

/** Why it is not fixed: one tap from the list, and words where they help. */
export function ObjectionSheet({ order, close }: { order: OrderDetail; close: () => void }) {
  const mine = draft(`again/${order.id}`), { reason = '', text = '' } = mine.fields.value, words = voiceWords(), [tried, setTried] = useState(false);
  const { busy, wrong, sent } = useSending(() => { close(); finish(mine); });
  const listed = reasons().value.filter(({ action, code }) => action === 'reopen' && !OURS.has(code));
  const choices = listed.length ? listed.map((one) => ({ key: one.code, words: name(one.name) })) : [{ key: OTHER, words: t().other }];
  const lacking = reason === OTHER && !text.trim();
  const go = () => {
    setTried(true);
    if (reason && !lacking) sent(act(order, 'reopen', { reason, ...(text.trim() ? { text: text.trim() } : {}) }, mine.key));
  };
  return (
    <Sheet title={words.objection} close={close} foot={<Button kind="primary" wide icon="retry" busy={busy} disabled={!reason} press={go} mark="send-objection">{words.objectionGo}</Button>}>
      <p class="small quiet">{words.objectionText}</p>
      <Options label={words.objection} options={choices} value={reason} pick={(code) => write(mine, 'reason', code)} />
      {reason && <Text label={orderWords().reasonText} lines value={text} input={(value) => write(mine, 'text', value)} wrong={tried && lacking ? orderWords().reasonTextNeeded : undefined} />}
      {wrong}
    </Sheet>
  );
}
