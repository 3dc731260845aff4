import type { OrderItem } from '../api/types.ts';
import { moment } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { me } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useOnDemand } from '../ui/on-demand.ts';
import { ownerWords } from './owner-words.ts';

/** What the owner of the site has to do with an order: asked until when, or that the work is theirs. */
export function OwnerAsked({ order }: { order: OrderItem }) {
  const [Link, open, close] = useOnDemand(() => import('./owner-link-sheet.tsx').then((it) => it.OwnerLinkSheet)), words = ownerWords();
  const hands = me.value?.roles.some(({ kind }) => kind === 'coordinator' || kind === 'manager');
  if (order.by_owner) return <p class="row top" data-by-owner><Icon name="camera" /><span class="grow"><strong class="block">{words.byOwner}</strong><span class="small quiet">{words.byOwnerHint}</span></span></p>;
  if (!order.asked_until) return null;
  return (
    <section class="card stack" data-asked-owner>
      <p class="row"><Icon name="message" /><strong class="grow num">{words.asked(moment(order.asked_until, now.value))}</strong></p>
      {hands && <Button wide icon="send" press={open} mark="owner-link">{words.link}</Button>}
      {Link && <Link id={order.id} close={close} />}
    </section>
  );
}
