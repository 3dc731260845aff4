import type { OrderDetail, OrderItem } from '../api/types.ts';
import { name, roughly, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { isDetail } from '../state/orders.ts';
import { reasonWords } from '../state/registry.ts';
import { LinkButton } from '../ui/button.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { Icon } from '../ui/icon.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { Facts } from './order-facts.tsx';
import { OrderPhotos } from './order-photos.tsx';
import { whereOf } from './order-row.tsx';

/** What goes with the pictures: first what and where, then everything else that is known. */
export function ReviewFacts({ value }: { value: OrderItem | OrderDetail }) {
  const took = value.clock ? Date.parse(value.clock.started_at) - Date.parse(value.filed_at) : null;
  return (
    <div class="stack facts-side">
      <h2 class="big">{name(value.element.name)}</h2>
      <p class="row where-line"><Icon name="pin" /><span class="grow">{whereOf(value)}</span><LinkButton href={`/orders/${value.id}`} kind="bare">{t().open}</LinkButton></p>
      <div class="chips">
        {value.clock && <Countdown clock={value.clock} />}
        {took !== null && <span class="chip num">{t().review.took(roughly(took))}</span>}
        {value.returned > 0 && <span class="chip late">{t().returnedTimes(value.returned)}</span>}
      </div>
      <Facts order={value} />
      {isDetail(value) && <OrderPhotos order={value} />}
      {isDetail(value) && <section class="card stack"><h2>{orderWords().timeline}</h2><Timeline events={value.events} reason={reasonWords} /></section>}
    </div>
  );
}
