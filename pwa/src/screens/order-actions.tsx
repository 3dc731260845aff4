import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { roundOf } from '../core/command.ts';
import { originalsLast, type Phase } from '../core/evidence.ts';
import { NEEDS_REASON, others, primary, type Action } from '../core/action.ts';
import { t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { actionWords } from '../i18n/steps.ts';
import { act } from '../state/act.ts';
import { claims, finish, ready } from '../state/draft.ts';
import { me } from '../state/session.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { useOnDemand } from '../ui/on-demand.ts';
import { Sheet } from '../ui/sheet.tsx';
import { AssignSheet } from './assign-sheet.tsx';
import { CameraShutter } from './camera-shutter.tsx';
import { earlier, evidenceDraft, stillMissing, take } from './evidence.tsx';
import { PrioritySheet } from './priority-sheet.tsx';
import { CommentSheet, ReasonSheet } from './reason-sheet.tsx';

type Step = { readonly kind: 'none' } | { readonly kind: 'more' } | { readonly kind: 'ask'; readonly action: Action };
/** Steps that are words and nothing else. */
const isWords = (action: Action): action is 'comment' | 'ask' | 'urge' => action === 'comment' || action === 'ask' || action === 'urge';
const NONE: Step = { kind: 'none' };

export const ACTION_ICON: Partial<Record<Action, IconName>> = {
  accept: 'check', assign: 'people', decline: 'undo', transfer: 'swap', arrive: 'pin', approve: 'check', return: 'undo', suspend: 'pause',
  wait: 'message', resume: 'play', void: 'ban', reopen: 'retry', comment: 'message', dispatch: 'send', submit: 'send', ask: 'message', request: 'clock', grant: 'check', refuse: 'ban', appeal: 'message', confirm: 'check', excuse: 'check', uphold: 'clock', urge: 'bell', prioritize: 'bell',
};

/** The bar within reach of a thumb: one big button, and the rest behind three dots. */
export function OrderActions({ order, busy }: { order: OrderDetail; busy: Action | null }) {
  const [step, setStep] = useState<Step>(NONE), [RequestSheet, request, closeRequest] = useOnDemand(() => import('./request-sheet.tsx').then((it) => it.RequestSheet));
  const [WaitSheet, wait, closeWait] = useOnDemand(() => import('./wait-sheet.tsx').then((it) => it.WaitSheet));
  const big = primary(order.actions, order, me.value?.person.id ?? '');
  // A reporter's "not fixed" has its own place, with the question.
  const wanted = order.actions.includes('confirm') ? order.actions.filter((one) => one !== 'reopen') : order.actions;
  const rest = [...others(wanted, big), ...order.actions.filter((one) => one === 'comment' || one === 'ask' || (one === 'arrive' && !order.moments.arrived))];
  const choose = (action: Action) => {
    if (action === 'request' || action === 'wait') {
      setStep(NONE);
      return action === 'wait' ? wait() : request();
    }
    if (NEEDS_REASON.has(action) || action === 'assign' || isWords(action)) return setStep({ kind: 'ask', action });
    setStep(NONE);
    void act(order, action, roundOf(action, order.moments.submitted));
  };
  const close = () => setStep(NONE);
  // News of the order must not take a sheet away under half-written words.
  if (!big && !rest.length && !busy && step.kind === 'none' && !RequestSheet && !WaitSheet) return null;
  return (
    <>
      <div class="foot">
        <Big order={order} action={big} busy={busy} choose={choose} />
        {rest.length > 0 && <IconButton icon="more" label={t().more} press={() => setStep({ kind: 'more' })} mark="more" />}
      </div>
      {step.kind === 'more' && <MoreSheet actions={rest} choose={choose} close={close} />}
      {RequestSheet && <RequestSheet order={order} close={closeRequest} />}
      {WaitSheet && <WaitSheet order={order} close={closeWait} />}
      {step.kind === 'ask' && <Ask order={order} action={step.action} close={close} />}
    </>
  );
}

function Big({ order, action, busy, choose }: {
  order: OrderDetail; action: Action | null; busy: Action | null; choose: (action: Action) => void;
}) {
  if (busy) return <Button kind="primary" busy>{actionWords()[busy]}</Button>;
  if (action === 'submit') return <Submit order={order} />;
  if (action) return <Button kind="primary" icon={ACTION_ICON[action] ?? 'check'} press={() => choose(action)} mark={action}>{actionWords()[action]}</Button>;
  return <Button icon="message" press={() => choose('comment')} mark="comment">{orderWords().comment}</Button>;
}

/** Takes what is missing, then writes the submission down; the photos and it go when there is a network. */
function Submit({ order }: { order: OrderDetail }) {
  const [waiting, setWaiting] = useState(false);
  const mine = evidenceDraft(order), lacking = stillMissing(order, mine);
  const shoot = (phase: Phase, words: string) => (
    <CameraShutter take={(files, facts) => take(mine, files, phase, 'camera', facts)} overlay={earlier(order, mine, phase)} mark={`shoot-${phase}`} key={phase}>{words}</CameraShutter>
  );
  if (lacking.before) return shoot('before', orderWords().takeBefore);
  if (lacking.after) return shoot('after', orderWords().takeAfter);
  const send = async () => {
    setWaiting(true);
    await ready(mine);
    const text = mine.fields.peek()['text']?.trim();
    if (await act(order, 'submit', { photos: originalsLast(claims(mine)), ...(text ? { text } : {}) }, mine.key)) finish(mine);
    setWaiting(false);
  };
  return (
    <Button kind="primary" icon="send" busy={waiting} press={() => void send()} mark="submit">
      {orderWords().submit(mine.shots.value.length)}
    </Button>
  );
}

function Ask({ order, action, close }: { order: OrderDetail; action: Action; close: () => void }) {
  if (action === 'assign') return <AssignSheet order={order} close={close} />;
  if (isWords(action)) return <CommentSheet order={order} action={action} close={close} />;
  if (action === 'prioritize') return <PrioritySheet order={order} close={close} />;
  return <ReasonSheet action={action} close={close} send={(extra) => act(order, action, { ...extra, ...roundOf(action, order.moments.submitted) })} />;
}

function MoreSheet({ actions, choose, close }: { actions: readonly Action[]; choose: (action: Action) => void; close: () => void }) {
  return (
    <Sheet title={t().more} close={close}>
      <ul class="options">
        {actions.map((action) => (
          <li key={action}>
            <button type="button" class={action === 'void' ? 'option danger' : 'option'} onClick={() => choose(action)} data-action={action}>
              <Icon name={ACTION_ICON[action] ?? 'next'} /><span class="grow">{actionWords()[action]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
