import type { OrderItem } from '../api/types.ts';
import { name, t } from '../i18n/index.ts';
import { Countdown } from '../ui/countdown.tsx';
import { Thumb } from '../ui/thumb.tsx';
import { whereOf } from './order-row.tsx';
import { reviewWords as words } from './review-words.ts';

const SHOWN = 30;

/** On a desk: what comes next, in the order in which it comes. */
export function Queue({ orders, current, choose }: { orders: readonly OrderItem[]; current: string; choose: (id: string) => void }) {
  return (
    <section aria-label={t().box.review}>
      <header class="bar"><h2 class="grow big">{t().box.review}</h2></header>
      <ol class="rows">
        {orders.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <button type="button" class="order" aria-current={one.id === current ? 'true' : undefined} onClick={() => choose(one.id)} data-review={one.id}>
              <Thumb sha256={one.after ?? one.picture} of={one} />
              <span class="text"><span class="title">{name(one.element.name)}</span><span class="where clip">{whereOf(one)}</span><span class="chips">{one.appealed ? <span class="chip accent">{words().appealed}</span> : one.risk > 0 && <span class="chip soon">{words().first}</span>}{one.clock && <Countdown clock={one.clock} />}</span></span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
