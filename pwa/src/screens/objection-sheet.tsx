import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { looks } from '../core/shown.ts';
import { name, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { act } from '../state/act.ts';
import { claims, draft, finish, ready, write } from '../state/draft.ts';
import { reasonsFor } from '../state/registry.ts';
import { Button } from '../ui/button.tsx';
import { Options, Text } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useSending } from './reason-sheet.tsx';
import { SpotShots } from './spot-shots.tsx';
import { voiceWords } from './voice-words.ts';

const OTHER = 'other';

/** Why it is not fixed: one tap from the list, words and a photo where they help. */
export function ObjectionSheet({ order, close }: { order: OrderDetail; close: () => void }) {
  const mine = draft(`again/${order.id}`), { reason = '', text = '' } = mine.fields.value, words = voiceWords(), [tried, setTried] = useState(false);
  const { busy, wrong, sent } = useSending(() => { close(); finish(mine); });
  const listed = reasonsFor('reopen');
  const choices = listed.length ? listed.map((one) => ({ key: one.code, words: name(one.name) })) : [{ key: OTHER, words: t().other }];
  const lacking = reason === OTHER && !text.trim();
  const go = () => {
    setTried(true);
    if (!reason || lacking) return;
    const said = text.trim();
    sent(ready(mine).then(() => act(order, 'reopen', { reason, ...(said ? { text: said } : {}), ...(claims(mine).length ? { photos: claims(mine) } : {}) }, mine.key)));
  };
  return (
    <Sheet title={words.objection} close={close} foot={<Button kind="primary" wide icon="retry" busy={busy} disabled={!reason} press={go} mark="send-objection">{words.objectionGo}</Button>}>
      <p class="small quiet">{words.objectionText}</p>
      <Options label={words.objection} options={choices} value={reason} pick={(code) => write(mine, 'reason', code)} />
      {reason && <Text label={orderWords().reasonText} lines value={text} input={(value) => write(mine, 'text', value)} wrong={tried && lacking ? orderWords().reasonTextNeeded : undefined} />}
      <SpotShots mine={mine} phase="found" overlay={looks(order.after, order)} words={words.photos} />
      {wrong}
    </Sheet>
  );
}
