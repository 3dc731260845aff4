import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import type { Extra } from '../core/command.ts';
import type { Action } from '../core/action.ts';
import { dictionary, name, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { actionWords } from '../i18n/steps.ts';
import { act } from '../state/act.ts';
import { draft, finish, write } from '../state/draft.ts';
import { reasonsFor, units } from '../state/registry.ts';
import { toast } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Options, Text, Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';

const OTHER = 'other';

/** Closes only once it is written down: on a full phone the words are still there, to be sent again or copied. */
export function useSending(close: () => void) {
  const [busy, setBusy] = useState(false), [wrong, setWrong] = useState('');
  const sent = (writing: Promise<boolean>) => {
    setBusy(true);
    void writing.then((written) => {
      if (written) return close();
      setBusy(false);
      // The message that says so lies under the sheet.
      setWrong([toast.peek()?.title, toast.peek()?.text].filter(Boolean).join('. '));
    });
  };
  return { busy, wrong: wrong && <Wrong>{wrong}</Wrong>, sent };
}

/** Why: one tap from the list; words only when none of the list fits. A transfer also says whereto. */
export function ReasonSheet({ action, title = actionWords()[action], hint, close, send }: { action: Action; title?: string; hint?: string; close: () => void; send: (extra: Extra) => Promise<boolean> }) {
  const { busy, wrong, sent } = useSending(close);
  const [reason, setReason] = useState(''), [text, setText] = useState(''), [unit, setUnit] = useState(''), [tried, setTried] = useState(false);
  const listed = reasonsFor(action);
  const choices = listed.length ? listed.map((one) => ({ key: one.code, words: name(one.name) })) : [{ key: OTHER, words: t().other }];
  const needsText = reason === OTHER && !text.trim(), needsUnit = action === 'transfer' && !unit;
  const go = () => {
    setTried(true);
    if (!reason || needsText || needsUnit) return;
    sent(send({ reason, ...(text.trim() ? { text: text.trim() } : {}), ...(unit ? { unit } : {}) }));
  };
  return (
    <Sheet title={orderWords().reasonTitle(title)} close={close}
      foot={<Button kind={action === 'void' ? 'danger' : 'primary'} wide busy={busy} disabled={!reason || needsUnit} press={go} mark="send-reason">{title}</Button>}>
      {hint && <p class="small quiet">{hint}</p>}
      {action === 'transfer' && <Units value={unit} pick={setUnit} />}
      <Options label={orderWords().reasonTitle(title)} options={choices} value={reason} pick={setReason} />
      {reason && <Text label={orderWords().reasonText} lines value={text} input={setText} wrong={tried && needsText ? orderWords().reasonTextNeeded : undefined} />}
      {wrong}
    </Sheet>
  );
}

export function Units({ label = orderWords().transferTitle, value, pick }: { label?: string; value: string; pick: (code: string) => void }) {
  return (
    <div class="field">
      <label for="unit">{label}</label>
      <select id="unit" class="input" value={value} onChange={(event) => pick(event.currentTarget.value)}>
        <option value="" />
        {units().value.map((unit) => <option value={unit.code} key={unit.code}>{name(unit.name)}</option>)}
      </select>
    </div>
  );
}

/** Words to everybody on the order, or a question to whoever handed the work in. */
const hints = dictionary(
  { comment: '写给本单工单的其他人', ask: '写给处理这张工单的人，对方会收到通知', urge: '为什么急，要先做什么：处理人和调度员会收到通知' },
  { comment: 'For everybody on this order', ask: 'For whoever works on it, who is told at once', urge: 'Why it is urgent and what comes first: whoever works on it and the coordinator are told' },
);

export function CommentSheet({ order, action = 'comment', close }: { order: OrderDetail; action?: 'comment' | 'ask' | 'urge'; close: () => void }) {
  const mine = draft(`${action}/${order.id}`), text = mine.fields.value['text'] ?? '';
  const { busy, wrong, sent } = useSending(() => { close(); finish(mine); });
  return (
    <Sheet title={actionWords()[action]} close={close}
      foot={<Button kind="primary" wide icon="send" busy={busy} disabled={!text.trim()} press={() => sent(act(order, action, { text: text.trim() }, mine.key))} mark={`send-${action}`}>{t().send}</Button>}>
      <Text label={actionWords()[action]} hideLabel hint={hints()[action]} lines value={text} input={(value) => write(mine, 'text', value)} />
      {wrong}
    </Sheet>
  );
}
