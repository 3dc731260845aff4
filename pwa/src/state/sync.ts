import { batch } from '@preact/signals';
import * as api from '../api/calls.ts';
import type { Changes, OrderDetail, OrderItem } from '../api/types.ts';
import { shownUrl } from '../core/shown.ts';
import { kept } from '../db/cache.ts';
import { keepMap, takeIn, type Synced } from '../db/sync.ts';
import { keptThumb, THUMBS } from '../db/thumbs.ts';
import { learn } from './orders.ts';
import { refill } from './registry.ts';
import { me } from './session.ts';

/** A burst of changes is one question. */
const GAP_MS = 5_000;
/** Lists that change about once a month need not be compared at every gap of a bad network. */
const COMPARE_MS = 10 * 60_000;
const MOST_PAGES = 20, MOST_THUMBS = 100;

let running: Promise<void> | null = null;
let last = -Infinity, timer = 0;

/** Brings this phone up to date for the time without a network; called as often as there is a reason to. */
export function pull(): void {
  const wait = last + GAP_MS - performance.now();
  if (running || wait > 0) {
    clearTimeout(timer);
    timer = window.setTimeout(pull, Math.max(wait, 1_000));
    return;
  }
  last = performance.now();
  running = pages().catch(() => undefined).finally(() => (running = null));
}

async function pages(): Promise<void> {
  const person = me.peek()?.person.id;
  if (!person) return;
  const known = await kept<Synced>('sync');
  let at: Synced = known?.person === person ? known : { person, since: '', registry: '', reported: [], cut: [], at: 0, compared: 0 };
  const comparing = Date.now() - at.compared > COMPARE_MS || at.compared > Date.now();
  for (let page = 0; page < MOST_PAGES; page++) {
    const fresh = await api.sync(at.since, comparing && page === 0 ? at.registry : null, { person });
    at = after(at, fresh, comparing);
    const stale = me.peek()?.person.id === person && await takeIn(fresh, at);
    if (!stale) return;
    show(fresh);
    if (fresh.registry) await keepMap(await api.areaMap({ person }));
    void keepThumbs(fresh.details as OrderDetail[], stale).catch(() => undefined);
    if (!fresh.more) return;
  }
}

function after(at: Synced, fresh: Changes, compared: boolean): Synced {
  const first = at.since === '', gone = new Set(fresh.gone);
  return {
    person: at.person, since: fresh.next, registry: fresh.registry?.token ?? at.registry, at: Date.now(), compared: compared ? Date.now() : at.compared,
    reported: [...new Set([...at.reported, ...fresh.reported])].filter((id) => !gone.has(id)), cut: first ? fresh.cut : at.cut,
  };
}

/** Details after rows: a row of a newer version alone would take the timeline off the screen. */
function show(fresh: Changes): void {
  batch(() => {
    // They are written down already.
    for (const one of [...fresh.orders, ...(fresh.details as OrderDetail[])]) learn(one, { keeping: false });
    if (fresh.registry) refill(fresh.registry);
  });
}

const thumbs = (orders: readonly (OrderItem | OrderDetail)[]) =>
  [...new Set(orders.flatMap((one) => [one.picture, one.after, ...('photos' in one ? one.photos : []).map(({ sha256 }) => sha256)].filter((sha256) => sha256 !== null).map((sha256) => shownUrl(sha256, 'thumb', one))))];

/** The pictures of what I work on, into the cache from which the service worker serves them; out of it what may not be shown. */
async function keepThumbs(details: readonly OrderDetail[], stale: readonly (OrderItem | OrderDetail)[]): Promise<void> {
  if (!('caches' in globalThis)) return;
  const cache = await caches.open(THUMBS);
  for (const url of thumbs(stale)) await cache.delete(url, { ignoreSearch: true, ignoreVary: true });
  for (const url of thumbs(details).slice(0, MOST_THUMBS)) {
    if (await keptThumb(cache, url)) continue;
    const answer = await fetch(url, { priority: 'low' });
    // A picture that is still being made comes another time; before the service worker is there, nobody else keeps it.
    if (answer.ok) await cache.put(url, answer);
  }
}
