import * as api from '../api/calls.ts';
import type { OrderItem, Site, Suggestion } from '../api/types.ts';
import { distance_m, type Point } from '../core/distance.ts';
import { keep, kept, keptOrders } from '../db/cache.ts';

/** What stands and what is open around a place: from this phone at once, from the server when it answers. */
const NEAR_M = 500, MANY = 30;
const LAST = 'sites.last';

/** The sites that `/sync` keeps, and those the server named last. */
async function keptSites(): Promise<Site[]> {
  const both = [...(await kept<Site[]>('sites')) ?? [], ...(await kept<Site[]>(LAST)) ?? []];
  return [...new Map(both.map((site) => [site.code, site])).values()];
}

const far = (at: Point | null, { lat, lon }: { lat: number | null; lon: number | null }) => (at && lat !== null && lon !== null ? Math.round(distance_m(at, { lat, lon })) : null);
const nearer = (a: { distance_m?: number | null }, b: { distance_m?: number | null }) => (a.distance_m ?? Infinity) - (b.distance_m ?? Infinity);

export async function sitesHere(at: Point | null): Promise<Site[]> {
  return (await keptSites()).map((site) => ({ ...site, distance_m: far(at, site) })).sort(nearer).slice(0, MANY);
}

export async function sitesThere(at: Point | null): Promise<Site[]> {
  const found = await api.sites(at);
  if (found.length) await keep(LAST, found);
  return found;
}

/** `null`: there is no such site. `undefined`: neither this phone nor, for now, the server can tell. */
export async function siteBy(code: string): Promise<Site | null | undefined> {
  const known = (await keptSites()).find((site) => site.code === code);
  if (known) return known;
  try {
    return (await api.sites(null, code)).find((site) => site.code === code) ?? null;
  } catch {
    return undefined;
  }
}

export async function openHere(at: Point, element: string | undefined): Promise<Suggestion[]> {
  const orders = (await keptOrders()) ?? [];
  return orders.filter((order) => order.state !== 'closed' && order.state !== 'void' && (!element || order.element.code === element))
    .map((order) => suggestion(order, far(at, order))).filter((one) => one.distance_m <= NEAR_M).sort(nearer);
}

const suggestion = ({ id, order_no, element, state, filed_at, note, picture, covered }: OrderItem, metres: number | null): Suggestion => (
  { order_id: id, order_no, element, state, distance_m: metres ?? Infinity, filed_at, note, picture, covered }
);

export const openThere = (at: Point, element: string | undefined): Promise<Suggestion[]> => api.suggestions(at.lat, at.lon, element);
