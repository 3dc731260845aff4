import type { Box, OrderDetail, OrderItem } from '../api/types.ts';
import { boxed, type Viewer } from '../core/boxes.ts';
import { search } from '../core/search.ts';
import { keptForLists, type Synced } from '../db/sync.ts';
import { kept, keptBox } from '../db/cache.ts';
import { serverNow } from './clock.ts';
import { me } from './session.ts';

export interface KeptList { readonly items: readonly (OrderItem | OrderDetail)[]; readonly at: number }

/** A list as far as this phone knows it, also one that was never opened here; null before the server was ever heard. */
export async function listFromPhone(box: Box, q: string | undefined): Promise<KeptList | null> {
  const person = me.peek(), [{ orders, synced }, last] = await Promise.all([keptForLists(), keptBox(box)]);
  const at = Math.max(synced?.at ?? 0, last?.at ?? 0);
  if (!person || !at) return null;
  const reported = new Set(synced?.reported ?? []);
  if (box === 'reported') last?.items.forEach(({ id }) => reported.add(id));
  const viewer: Viewer = { id: person.person.id, roles: person.roles, reported };
  const mine = boxed(orders, box, viewer, serverNow());
  if (!q) return { items: mine, at };
  const found = search(mine, q);
  // Rather from another list than not at all: without a network there is no second place to look.
  return { items: found.length ? found : search(boxed(orders, 'all', viewer, serverNow()), q), at };
}

/** Whether the server has more in this list than it gave this phone for the time without a network. */
export const isCut = async (box: Box) => (await kept<Synced>('sync'))?.cut.includes(box) ?? false;
