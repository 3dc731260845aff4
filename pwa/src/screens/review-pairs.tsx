import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';
import { moment, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { now } from '../state/clock.ts';
import { Button } from '../ui/button.tsx';
import { Photo } from '../ui/photo.tsx';
import { reviewWords as words } from './review-words.ts';

type Pairs = components['schemas']['Pairs'];

/** How it looked here the last times; asked for only when somebody wants to know. */
export function SitePairs({ order }: { order: string }) {
  const [open, setOpen] = useState(false), [found, setFound] = useState<Pairs | 'failed' | null>(null);
  useEffect(() => {
    if (open && !found) void call<Pairs>('GET', `/orders/${order}/pairs`).then(setFound, () => setFound('failed'));
  }, [open, found]);
  return (
    <details class="card asks" open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-pairs>
      <summary><h2 class="inline">{words().pairs}</h2></summary>
      {open && !found && <div class="bone shot-bone" role="status"><span class="vh">{t().loading}</span></div>}
      {found === 'failed' && <p class="row">{words().pairsFailed}<Button icon="retry" press={() => setFound(null)}>{t().retry}</Button></p>}
      {found && found !== 'failed' && (found.items.length ? <ul class="stack">{found.items.map((pair) => <Before pair={pair} key={pair.order_no} />)}</ul> : <p class="quiet">{words().pairsNone}</p>)}
    </details>
  );
}

function Before({ pair: { order_id: id, order_no, closed_at, before, after, covered } }: { pair: Pairs['items'][number] }) {
  return (
    <li>
      <p class="small quiet num">{moment(closed_at, now.value)} · {order_no}</p>
      <div class="shots">
        {before && <div class="shot"><Photo sha256={before} of={{ id, covered }} alt={orderWords().before} tag={orderWords().before} /></div>}
        <div class="shot"><Photo sha256={after} of={{ id, covered }} alt={orderWords().after} tag={orderWords().after} /></div>
      </div>
    </li>
  );
}
