import type { ComponentChildren } from 'preact';
import type { OrderDetail, OrderItem } from '../api/types.ts';
import { dictionary, moment, name, roughly, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { now } from '../state/clock.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useOnDemand } from '../ui/on-demand.ts';
import '../ui/css/places.css';

const siteWord = dictionary('点位', 'Site');

/** `anonymous`: nobody's name, and not that there is none either. */
export function Facts({ order, anonymous }: { order: OrderItem; anonymous?: boolean }) {
  const words = orderWords();
  const rows: [string, ComponentChildren][] = [
    [siteWord(), order.site && <a class="link" href={`/sites/${encodeURIComponent(order.site.code)}`} data-action="site">{name(order.site.name)}<Icon name="next" /></a>],
    [words.note, order.note],
    [words.unit, order.unit && name(order.unit.name)],
    [words.holder, anonymous ? null : order.person?.name ?? words.nobody],
    [words.area, name(order.area.name)],
    [words.found, `${orderWords().channels[order.channel] ?? order.channel} · ${moment(order.discovered_at, now.value)}`],
    [words.no, <span class="num">{order.order_no}</span>],
  ];
  return (
    <dl class="facts card">
      {rows.filter(([, value]) => value).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

/** Every deadline this order had, and how it was kept. */
export function Clocks({ order }: { order: OrderDetail }) {
  const [Sum, open, close] = useOnDemand(() => import('./sum-sheet.tsx').then((it) => it.SumSheet));
  if (!order.clocks.length) return null;
  return (
    <section class="card stack">
      <h2>{orderWords().clocks}</h2>
      <ul class="stack">
        {order.clocks.map((clock) => {
          const end = clock.ended_at ? Date.parse(clock.ended_at) : now.value;
          const late = clock.late || end > Date.parse(clock.due_at);
          const look = late ? 'late' : clock.ended_at ? 'done' : 'calm';
          const words = late ? orderWords().late : clock.ended_at ? orderWords().inTime : orderWords().running;
          return (
            <li class="row" key={clock.kind + clock.started_at}>
              <span class="grow">{t().clock[clock.kind]}</span>
              <span class="num quiet small">{roughly(end - Date.parse(clock.started_at))}</span>
              <span class={`chip ${look}`}>{words}</span>
            </li>
          );
        })}
      </ul>
      {/* An order kept by an older version has no sums. */}
      {order.deadlines?.length > 0 && <Button kind="plain" icon="clock" press={open} mark="sum">{orderWords().how}</Button>}
      {Sum && <Sum order={order} close={close} />}
    </section>
  );
}

const toldWords = dictionary('谁收到了通知', 'Who was told');

/** Asked for by a tap only: a phone that syncs its day does not carry it. */
export function Told({ id }: { id: string }) {
  const [Sheet, open, close] = useOnDemand(() => import('./told-sheet.tsx').then((it) => it.ToldSheet));
  return (
    <>
      <Button kind="plain" icon="bell" press={open} mark="told">{toldWords()}</Button>
      {Sheet && <Sheet id={id} title={toldWords()} close={close} />}
    </>
  );
}
