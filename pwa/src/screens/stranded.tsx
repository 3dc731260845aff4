import { useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { originalsLast } from '../core/evidence.ts';
import { dictionary } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { act } from '../state/act.ts';
import { claims, finish, ready, removePhoto, write } from '../state/draft.ts';
import { isBehind } from '../state/orders.ts';
import { me } from '../state/session.ts';
import { online } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Text } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { evidenceDraft, Taken } from './evidence.tsx';

const words = dictionary({
  moved: '工单已有变化', kept: '工单已转给别人或已结束，您的照片不再算作整改照片，但会和说明一起附在工单上，相关人员都看得到。', go: '提交照片',
  paused: '工单已暂停', wait: '照片存在手机上，恢复后可以继续提交。',
}, {
  moved: 'This order has moved on', kept: 'It is somebody else’s by now, or over. Your photos no longer count as its after-photos, but they and your words will be kept with it for everybody on it.', go: 'Hand in the photos',
  paused: 'This order is suspended', wait: 'The photos stay on this phone; they can be submitted once it is resumed.',
});

/** Whether photos were taken for it that can no longer be submitted as evidence. Not while it is unknown what is permitted. */
export function isStranded(order: OrderDetail): boolean {
  if (order.actions.some((action) => action === 'submit' || action === 'accept')) return false;
  return (!isBehind(order) || !online.value) && evidenceDraft(order).shots.value.length > 0;
}

/** The work was done and photographed, and then the order went past whoever did it: the server refuses the step and keeps what it brought. */
export function Stranded({ order }: { order: OrderDetail }) {
  const [busy, setBusy] = useState(false), mine = evidenceDraft(order), shots = mine.shots.value;
  const paused = order.state === 'suspended' && order.person?.id === me.value?.person.id;
  const send = async () => {
    setBusy(true);
    await ready(mine);
    const text = mine.fields.peek()['text']?.trim();
    if (await act(order, 'submit', { photos: originalsLast(claims(mine)), ...(text ? { text } : {}) }, mine.key)) finish(mine);
    setBusy(false);
  };
  return (
    <section class="card stack" aria-label={orderWords().photos} data-stranded>
      <p class="row top"><Icon name="alert" /><span class="grow"><strong class="block">{paused ? words().paused : words().moved}</strong><span class="small">{paused ? words().wait : words().kept}</span></span></p>
      <ul class="shots">{shots.map((shot) => <li key={shot.photo.value.sha256}><Taken shot={shot} remove={() => removePhoto(mine, shot)} /></li>)}</ul>
      {!paused && <Text label={orderWords().noteLabel} lines value={mine.fields.value['text'] ?? ''} input={(text) => write(mine, 'text', text)} />}
      {!paused && <Button kind="primary" wide icon="send" busy={busy} press={() => void send()} mark="hand-in">{words().go}</Button>}
    </section>
  );
}
