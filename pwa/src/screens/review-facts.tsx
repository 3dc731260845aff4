import type { OrderDetail, OrderEvent, OrderItem } from '../api/types.ts';
import { isMark, isRequest } from '../core/review.ts';
import { name, roughly, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { isDetail } from '../state/orders.ts';
import { reasonWords } from '../state/registry.ts';
import { tick, ticks } from '../state/review.ts';
import { LinkButton } from '../ui/button.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { Icon } from '../ui/icon.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { Facts } from './order-facts.tsx';
import { OrderPhotos } from './order-photos.tsx';
import { whereOf } from './order-row.tsx';
import { OwnerAsked } from './owner-asked.tsx';
import { Findings } from './review-findings.tsx';
import { SitePairs } from './review-pairs.tsx';
import { reviewWords as words } from './review-words.ts';

/** What goes with the pictures: first what and where, then everything else that is known; what is long waits until the pictures are here. */
export function ReviewFacts({ value, all }: { value: OrderItem | OrderDetail; all: boolean }) {
  const took = value.clock ? Date.parse(value.clock.started_at) - Date.parse(value.filed_at) : null;
  return (
    <div class="stack facts-side">
      <h2 class="big">{name(value.element.name)}</h2>
      <p class="row where-line"><Icon name="pin" /><span class="grow">{whereOf(value)}</span><LinkButton href={`/orders/${value.id}`} kind="bare">{t().open}</LinkButton></p>
      {value.appealed && <Appeal value={value} />}
      {value.by_owner && <OwnerAsked order={value} />}
      {isRequest(value) && <p class="strip" role="status"><Icon name="clock" />{words().requestHint}</p>}
      {isDetail(value) && <Findings order={value} />}
      {isDetail(value) && value.checklist.length > 0 && <Checklist value={value} />}
      <div class="chips">
        {value.clock && <Countdown clock={value.clock} />}
        {took !== null && <span class="chip num">{t().review.took(roughly(took))}</span>}
        {value.returned > 0 && <span class="chip late">{t().returnedTimes(value.returned)}</span>}
      </div>
      <Facts order={value} anonymous={value.appealed} />
      {value.site && <SitePairs order={value.id} />}
      {all && isDetail(value) && <OrderPhotos order={value} />}
      {all && isDetail(value) && <section class="card stack"><h2>{orderWords().timeline}</h2><Timeline events={value.appealed ? value.events.map(nameless) : value.events} reason={reasonWords} /></section>}
    </div>
  );
}

/** Also what was kept on this phone from before the appeal. */
function nameless({ data: { person: _, ...data }, ...event }: OrderEvent): OrderEvent {
  return { ...event, data, actor: event.actor.kind === 'person' ? { ...event.actor, name: '' } : event.actor };
}

/** The right of reply: the reason given, and nobody's name. */
function Appeal({ value }: { value: OrderItem | OrderDetail }) {
  const said = isDetail(value) ? value.events.filter((event) => event.action === 'appeal').at(-1)?.text : null;
  return (
    <section class="card stack asks" data-appeal>
      <h2>{words().appealed}</h2>
      <p class="quiet small">{isMark(value) ? words().markHint : words().appealHint}</p>
      {said && <p><strong>{words().appealSays}</strong><br />{said}</p>}
    </section>
  );
}

/** What to look for, of the element; nobody has to tick anything. */
function Checklist({ value }: { value: OrderDetail }) {
  const ticked = ticks.value.get(value.id) ?? [];
  return (
    <section class="card stack" aria-label={words().checklist}>
      <h2>{words().checklist}</h2>
      <div class="options">
        {value.checklist.map((line, index) => (
          <label class="option" key={index}><input type="checkbox" checked={ticked.includes(index)} onChange={() => tick(value.id, index)} data-check={index} /><span class="grow">{name(line)}</span></label>
        ))}
      </div>
      <p class="quiet small">{words().checklistHint}</p>
    </section>
  );
}
