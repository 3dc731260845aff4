import { signal, type Signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import type { MapInfo, OrderDetail, OrderItem, SiteDetail, SiteFile } from '../api/types.ts';
import { boxed } from '../core/boxes.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { keep, kept } from '../db/cache.ts';
import { keepMap, keptSite } from '../db/sync.ts';
import { learn } from './orders.ts';

/** A site's file as the server told it, or as this phone keeps it (`kept`). */
export interface SeenSite {
  readonly file: SiteFile | SiteDetail;
  readonly open: readonly (OrderItem | OrderDetail)[];
  readonly history: readonly (OrderItem | OrderDetail)[];
  readonly kept: boolean;
}

export interface Asked<T> { readonly found: T | null; readonly problem: Problem | null }

const over = ({ state }: OrderItem) => state === 'closed' || state === 'void';

async function siteFromPhone(code: string): Promise<SeenSite | null> {
  const found = await keptSite(code).catch(() => null);
  if (!found) return null;
  const orders = boxed(found.orders, 'all', { id: '', roles: [], reported: new Set() }, Date.now());
  return { file: found.file, open: orders.filter((one) => !over(one)), history: orders.filter(over), kept: true };
}

/** From this phone at once, from the server when it answers; the last answer stays on the phone. */
export async function lookAtSite(code: string, show: (seen: Asked<SeenSite>) => void): Promise<void> {
  const asking = api.site(code);
  asking.catch(() => undefined);
  const known = await siteFromPhone(code);
  if (known) show({ found: known, problem: null });
  try {
    const fresh = await asking;
    for (const one of [...fresh.open, ...fresh.history]) learn(one);
    show({ found: { file: fresh, open: fresh.open, history: fresh.history, kept: false }, problem: null });
    await keep(`site/${code}`, fresh);
  } catch (thrown) {
    const problem = asProblem(thrown);
    // What the server no longer shows must not be shown from memory.
    show({ found: problem.status === 404 ? null : known, problem });
  }
}

/** What lies beneath the orders; the same for every look until the server says otherwise. */
export const areaMap: Signal<MapInfo | null> = signal(null);

export async function lookAtMap(): Promise<void> {
  areaMap.value ??= (await kept<MapInfo>('map')) ?? null;
  try {
    const fresh = await api.areaMap();
    if (JSON.stringify(fresh) === JSON.stringify(areaMap.peek())) return;
    areaMap.value = fresh;
    await keepMap(fresh);
  } catch {
    // Without a network the kept one stands; without that the orders stand alone.
  }
}
