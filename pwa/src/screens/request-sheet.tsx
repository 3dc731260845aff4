import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { from, kinds, steps, type Wants } from '../core/request.ts';
import { moment, name } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { act } from '../state/act.ts';
import { now } from '../state/clock.ts';
import { draft, finish, write } from '../state/draft.ts';
import { reasonsFor } from '../state/registry.ts';
import { Button } from '../ui/button.tsx';
import { Options, Pick, Text, Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useSending } from './reason-sheet.tsx';
import { requestWords as words } from './request-words.ts';

const OTHER = 'other', MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** More time, or a pause: how long, and why; three taps when the list has it. */
export function RequestSheet({ order, close }: { order: OrderDetail; close: () => void }) {
  const mine = draft(`request/${order.id}`), { reason = '', text = '', wants: chosen = '', by = '' } = mine.fields.value, [tried, setTried] = useState(false);
  const { busy, wrong, sent } = useSending(() => { close(); finish(mine); });
  const room = order.room ?? { extend_minutes: null, suspend_days: null }, offered = kinds(room), wants = offered.find((one) => one === chosen) ?? offered[0];
  if (!wants) return <Sheet title={words().title} close={close}><p>{words().none}</p></Sheet>;
  const due = order.clock?.due_at ?? null, ways = steps(wants, room), step = ways.find((one) => String(one) === by) ?? ways[0] ?? 0;
  const until = new Date(from(wants, due, now.value) + step).toISOString(), lacking = reason === OTHER && !text.trim();
  const go = () => {
    setTried(true);
    if (!reason || lacking || !step) return;
    const said = text.trim();
    sent(act(order, 'request', { wants, until, reason, ...(said ? { text: said } : {}) }, mine.key));
  };
  return (
    <Sheet title={words().title} close={close} foot={<Button kind="primary" wide icon="send" busy={busy} press={go} mark="send-request">{words().send}</Button>}>
      {offered.length > 1 && <Pick label={words().kind} options={offered.map((one): [Wants, string] => [one, words().kinds[one]])} value={wants} pick={(one) => { write(mine, 'wants', one); write(mine, 'by', ''); }} />}
      <p class="small quiet">{words().hint[wants]}</p>
      <Pick label={words().until[wants]} options={ways.map((one): [string, string] => [String(one), long(one)])} value={String(step)} pick={(one) => write(mine, 'by', one)} />
      <p class="small" data-until={until}>{(wants === 'extend' ? words().newDue : words().resumes)(moment(until, now.value))}</p>
      <h3>{words().why}</h3>
      <Options label={words().why} options={reasonsFor('request').map((one) => ({ key: one.code, words: name(one.name) }))} value={reason} pick={(code) => write(mine, 'reason', code)} />
      {tried && !reason && <Wrong>{words().missing}</Wrong>}
      {reason && <Text label={reason === OTHER ? words().why : orderWords().reasonText} lines value={text} input={(value) => write(mine, 'text', value)} wrong={tried && lacking ? words().needText : undefined} />}
      {wrong}
    </Sheet>
  );
}

/** The longest way is a minute short of what the element allows, which nobody would count. */
function long(given: number): string {
  const step = given % HOUR === HOUR - MINUTE ? given + MINUTE : given;
  if (step % DAY === 0) return words().days(step / DAY);
  if (step % HOUR === 0) return words().hours(step / HOUR);
  return step >= 2 * HOUR ? words().hours(Math.floor(step / HOUR)) : words().minutes(Math.floor(step / MINUTE));
}
