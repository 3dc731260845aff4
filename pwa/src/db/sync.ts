import type { Changes, MapInfo, OrderDetail, OrderItem, SiteDetail, SiteFile } from '../api/types.ts';
import { alsoCovered } from '../core/shown.ts';
import { database } from './open.ts';

/** Where `/sync` went on, whose it is, and which orders that person reported: kept in the same breath as what came with it. */
export interface Synced {
  readonly person: string;
  readonly since: string;
  readonly registry: string;
  readonly reported: readonly string[];
  readonly cut: readonly string[];
  /** When the server said so, by this phone's clock. */
  readonly at: number;
  /** When the registry was last compared. */
  readonly compared: number;
}

/** More than a phone works with; of what is over, the oldest goes first. */
const MOST_ORDERS = 1_500;
const LISTS = ['elements', 'scenarios', 'reasons', 'units', 'people', 'sites'] as const;

/**
 * Writes an answer and the token after it together: a phone killed between the two would miss changes for ever.
 * What was asked for one person must not be written after another has come in: then it answers nothing. Else it answers
 * with the orders whose pictures may no longer be shown as they were: covered since, or gone with their days.
 */
export async function takeIn(fresh: Changes, now: Synced): Promise<(OrderItem | OrderDetail)[] | undefined> {
  const tx = (await database()).transaction(['orders', 'kept'], 'readwrite', { durability: 'relaxed' });
  const orders = tx.objectStore('orders'), kept = tx.objectStore('kept');
  const me = await kept.get('me') as { person: { id: string } } | undefined;
  if (me?.person.id !== now.person) return;
  const stale = [];
  for (const item of fresh.orders) {
    const known = await orders.get(item.id);
    const covered = alsoCovered(known?.covered, item.covered);
    if (known && (covered || !item.picture)) stale.push(known);
    if (!known || known.version < item.version) await orders.put({ ...known, ...item, covered: covered ?? known?.covered ?? {} }, item.id);
    else if (covered) await orders.put({ ...known, covered }, item.id);
  }
  for (const detail of fresh.details as OrderDetail[]) await orders.put(detail, detail.id);
  for (const id of fresh.gone) await orders.delete(id);
  if (fresh.registry) for (const list of LISTS) await kept.put(fresh.registry[list], list);
  await kept.put(now, 'sync');
  if (await orders.count() > MOST_ORDERS) {
    const over = (await orders.getAll()).filter(({ closed_at, state }) => closed_at || state === 'void').map(({ id }) => id).sort();
    for (const id of over.slice(0, await orders.count() - MOST_ORDERS)) await orders.delete(id);
  }
  await tx.done;
  return stale;
}

/** Everything this phone could show without a network, read at once. */
export async function keptForLists(): Promise<{ orders: (OrderItem | OrderDetail)[]; synced: Synced | undefined }> {
  const tx = (await database()).transaction(['orders', 'kept']);
  const [orders, synced] = await Promise.all([tx.objectStore('orders').getAll(), tx.objectStore('kept').get('sync') as Promise<Synced | undefined>]);
  return { orders, synced };
}

export interface KeptSite { readonly file: SiteFile | SiteDetail; readonly orders: (OrderItem | OrderDetail)[] }

/** A site's file: what was last seen of it, else what `/sync` keeps; with the orders there that are kept. */
export async function keptSite(code: string): Promise<KeptSite | null> {
  const tx = (await database()).transaction(['orders', 'kept']);
  const [seen, files, orders] = await Promise.all([
    tx.objectStore('kept').get(`site/${code}`) as Promise<SiteDetail | undefined>, tx.objectStore('kept').get('sites') as Promise<SiteFile[] | undefined>, tx.objectStore('orders').getAll(),
  ]);
  const file = seen ?? files?.find((one) => one.code === code);
  return file ? { file, orders: orders.filter(({ site }) => site?.code === code) } : null;
}

export const keepMap = async (map: MapInfo): Promise<void> => void (await (await database()).put('kept', map, 'map'));
