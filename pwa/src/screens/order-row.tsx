import type { OrderItem } from '../api/types.ts';
import { isLate } from '../core/order.ts';
import { ago, dictionary, name, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { way } from '../state/here.ts';
import { unsent } from '../state/orders.ts';
import { me } from '../state/session.ts';
import { whereOf } from '../state/where.ts';
import { Countdown, StateChip } from '../ui/countdown.tsx';
import { elementIcon } from '../ui/icons.ts';
import { Thumb } from '../ui/thumb.tsx';

export { whereOf };

const unheard = dictionary('联系不上', 'No sign');
export const urged = dictionary('督办', 'Urged');
export const urgent = dictionary('紧急', 'Urgent');
const wordWanted = dictionary('等您回复', 'Is it fixed?');

/** One order in a list: the photo first, then what, where, and until when. */
export function OrderRow({ order, current, state, mine }: { order: OrderItem; current: boolean; state: boolean; mine?: boolean }) {
  const minute = Math.floor(now.value / 10_000) * 10_000, far = way(order.lat, order.lon);
  const late = order.clock !== null && isLate(order, minute);
  return (
    <a class={late ? 'order late' : 'order'} href={`/orders/${order.id}`} aria-current={current ? 'true' : undefined} data-order={order.id}>
      <Thumb sha256={order.picture} of={order} icon={elementIcon(order.element.code)} />
      <span class="text">
        <span class="title">{name(order.element.name)}</span>
        <span class="where row"><span class="clip grow">{whereOf(order)}</span>{far && <span class="num far" aria-label={t().away(far)}>{far}</span>}</span>
        <span class="chips">
          {order.clock ? <Countdown clock={order.clock} /> : <span class="chip">{ago(order.closed_at ?? order.filed_at, now.value)}</span>}
          {mine && order.word_until && Date.parse(order.word_until) > minute && <span class="chip accent" data-word>{wordWanted()}</span>}
          {state && <StateChip state={order.state} />}
          {unsent(order.id) && <span class="chip soon" data-unsent>{t().unsent}</span>}
          {order.priority === 'urgent' && <span class="chip late" data-urgent>{urgent()}</span>}
          {order.unheard_at && <span class="chip late" data-unheard>{unheard()}</span>}
          {order.urged > 0 && <span class="chip late" data-urged>{urged()}</span>}
          {order.returned > 0 && <span class="chip late">{t().returnedTimes(order.returned)}</span>}
          {order.person && !state && order.person.id !== me.value?.person.id && <span class="chip">{order.person.name}</span>}
        </span>
      </span>
    </a>
  );
}
