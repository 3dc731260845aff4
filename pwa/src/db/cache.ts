import type { Box, OrderDetail, OrderItem } from '../api/types.ts';
import { database, RECEIPTS } from './open.ts';

/** What is read here is only a copy of the server's truth; a phone that refuses storage works on without it. */
async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

export const keepBox = (box: Box, items: readonly OrderItem[], at: number) => orNothing(async () => {
  const tx = (await database()).transaction(['orders', 'boxes'], 'readwrite', { durability: 'relaxed' });
  const orders = tx.objectStore('orders');
  for (const item of items) {
    const known = await orders.get(item.id);
    // A row says less than the whole order: what it does not say stays as it was.
    if (!known || known.version < item.version) await orders.put({ ...known, ...item }, item.id);
  }
  await tx.objectStore('boxes').put({ ids: items.map((item) => item.id), at }, box);
  await tx.done;
});

export const keptBox = (box: Box) => orNothing(async () => {
  const tx = (await database()).transaction(['orders', 'boxes']);
  const row = await tx.objectStore('boxes').get(box);
  if (!row) return undefined;
  const items = await Promise.all(row.ids.map((id) => tx.objectStore('orders').get(id)));
  return { at: row.at, items: items.filter((item) => item !== undefined) };
});

export const keepOrder = (order: OrderDetail) => orNothing(async () => (await database()).put('orders', order, order.id));
export const keptOrder = (id: string) => orNothing(async () => (await database()).get('orders', id));
export const keptOrders = () => orNothing(async () => (await database()).getAll('orders'));
export const keep = (key: string, value: unknown) => orNothing(async () => (await database()).put('kept', value, key));
export const kept = <T>(key: string) => orNothing(async () => (await database()).get('kept', key) as Promise<T | undefined>);
/** Several in one look: on a cold start every look costs a slow phone a noticeable moment. */
export const keptAll = <T extends readonly unknown[]>(...keys: { [K in keyof T]: string }) => orNothing(async () => {
  const { store } = (await database()).transaction('kept');
  return Promise.all(keys.map((key) => store.get(key))) as Promise<{ [K in keyof T]: T[K] | undefined }>;
});

/** Called at log-out: the next person on this phone must not see the last one's orders. Drafts, unsent taps and receipts stay, sealed by person. */
export const forgetAll = () => orNothing(async () => {
  const db = await database();
  await Promise.all([db.clear('orders'), db.clear('boxes'), db.delete('kept', IDBKeyRange.upperBound(RECEIPTS, true)), db.delete('kept', IDBKeyRange.lowerBound(`${RECEIPTS}~`))]);
});
