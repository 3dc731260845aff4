import type { OrderDetail } from '../api/types.ts';
import { moment } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { waitWords as words } from './wait-words.ts';

/** Whose answer an order waits for, what was asked, and until when it waits at most. */
export function Waits({ order }: { order: OrderDetail }) {
  const asked = [...order.events].reverse().find(({ action }) => action === 'wait'), until: unknown = asked?.data['until'];
  if (!order.waits_for) return null;
  return (
    <section class="card stack tightly" data-waits={order.waits_for}>
      <div class="chips"><span class="chip soon"><Icon name="message" />{words().waiting[order.waits_for]}</span></div>
      {asked?.text && <q class="quote">{asked.text}</q>}
      {typeof until === 'string' && <p class="small quiet num">{words().until(moment(until, now.value))}</p>}
      <p class="small">{words().answer}</p>
    </section>
  );
}
