import { useEffect, useState } from 'preact/hooks';
import type { Item } from '../core/outbox.ts';
import { askLater, mayAsk, pushState, WEEK_MS } from '../device/push.ts';
import { dictionary } from '../i18n/index.ts';
import { items } from '../state/outbox.ts';
import { turnPushOn } from '../state/push.ts';
import { me } from '../state/session.ts';
import { say, sayProblem } from '../state/toast.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const words = dictionary({ offer: '来新工单时，马上通知您', on: '开启', later: '以后再说', done: '通知已开启' }, { offer: 'Get told at once when a new order comes', on: 'Turn on', later: 'Later', done: 'Notifications are on' });

const USEFUL = 'fieldloop.push.useful';

/** Whoever has done this once knows what the app is for, and what would be worth telling them. */
const isUseful = (item: Item) => item.kind === 'report' || (item.kind === 'act' && (item.body.action === 'accept' || item.body.action === 'submit'));

/** Asked after the first useful moment and never on load; "later" is heard for a week, and an answer for good. */
export function PushOffer({ hidden }: { hidden: boolean }) {
  const [open, setOpen] = useState(false), [busy, setBusy] = useState(false);
  const useful = items.value.some(isUseful), person = me.value?.person.id ?? '';
  useEffect(() => {
    if (localStorage.getItem(USEFUL) && mayAsk()) void pushState().then((state) => setOpen(state === 'off'), () => undefined);
  }, [useful, person]);
  // One thing at a time: what is not sent matters more.
  if (!open || hidden) return null;
  const put = () => {
    askLater(WEEK_MS);
    setOpen(false);
  };
  const turnOn = async () => {
    setBusy(true);
    await turnPushOn().then(() => say({ kind: 'done', title: words().done }), sayProblem);
    setBusy(false);
    put();
  };
  return (
    <div class="note calm" data-strip="push" role="region" aria-label={words().offer}>
      <Icon name="bell" /><span class="grow">{words().offer}</span>
      <Button kind="bare" press={put} mark="push-later">{words().later}</Button>
      <Button busy={busy} press={() => void turnOn()} mark="push-offer">{words().on}</Button>
    </div>
  );
}
