import type { Filed, OrderDetail } from '../api/types.ts';
import type { Held, Item } from '../core/outbox.ts';
import { Problem } from '../core/problem.ts';
import { database, type Draft, type Kept } from './open.ts';
import { keepReceipts } from './receipts.ts';

type New<T> = T extends unknown ? Omit<T, 'seq'> : never;
export type NewItem = New<Item>;

const STRICT = { durability: 'strict' } as const;
/** What the server says to an item: the order after the step, where a report went, or whose re-inspection is done. */
export type Answer = OrderDetail | Filed | { readonly id: string };
/** Answers to reports are kept for the screen that waits for them. */
const FILED = 'filed', MOST_FILED = 30;
/** The re-inspections to be done, as they were last heard of. */
export const INSPECTIONS = 'inspections';

/** Everything of one person that the server has not confirmed. */
export async function held(person: string): Promise<{ items: Item[]; photos: Map<string, Held> }> {
  const tx = (await database()).transaction(['outbox', 'photos']);
  const [items, photos] = await Promise.all([tx.objectStore('outbox').getAll(), tx.objectStore('photos').getAll(range(person))]);
  return { items: items.filter((item) => item.person === person), photos: new Map(photos.map((photo) => [photo.sha256, photo])) };
}

/** Whose unsent work lies here, and how much of it: told at login and log-out, and nothing more than that. */
export async function sealed(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { person } of await (await database()).getAll('outbox')) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}

/**
 * Writes a tap down and takes its draft away, in one step: a killed tab loses neither and doubles neither.
 * With `once` the draft must still be there; another tab may have sent it (draft.gone).
 */
export async function enqueue(item: NewItem, draft?: string, once = false): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts'], 'readwrite', STRICT);
  const outbox = tx.objectStore('outbox');
  if (once && draft && (await tx.objectStore('drafts').getKey(draft)) === undefined) throw new Problem('draft.gone', -1);
  if ((await outbox.index('id').getKey(item.id)) === undefined) await outbox.add(item as Item);
  if (draft) await tx.objectStore('drafts').delete(draft);
  await tx.done;
}

/** Writes a changed item back, unless it has left meanwhile. */
export async function saveItem(item: Item): Promise<void> {
  const tx = (await database()).transaction('outbox', 'readwrite', STRICT);
  if (await tx.store.getKey(item.seq)) await tx.store.put(item);
  await tx.done;
}

export async function savePhoto(photo: Held): Promise<void> {
  const tx = (await database()).transaction('photos', 'readwrite', STRICT);
  if (await tx.store.getKey([photo.person, photo.sha256])) await tx.store.put(photo);
  await tx.done;
}

/** The photo on the phone, and the draft that names it, before anybody says so. The same picture taken in again keeps what is known of it. */
export async function keepPhoto(photo: Held, bytes: ArrayBuffer, named: string, draft: Draft): Promise<void> {
  const tx = (await database()).transaction(['photos', 'bytes', 'drafts'], 'readwrite', STRICT);
  await tx.objectStore('drafts').put(draft, named);
  const key: [string, string] = [photo.person, photo.sha256];
  if (!(await tx.objectStore('photos').getKey(key))) await tx.objectStore('photos').put(photo);
  await tx.objectStore('bytes').put(bytes, key);
  await tx.done;
}

export const bytesOf = async (person: string, sha256: string) => (await database()).get('bytes', [person, sha256]);

/** Stores the server's answer and lets the item go, in one step; so a phone that dies in between sends it again, and loses nothing. */
export async function settle(item: Item, answer: Answer): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'orders', 'kept', 'photos', 'bytes', 'drafts'], 'readwrite', STRICT);
  if ('events' in answer) {
    const known = await tx.objectStore('orders').get(answer.id);
    if (!known || known.version <= answer.version) await tx.objectStore('orders').put(answer, answer.id);
    await keepReceipts(tx.objectStore('kept') as unknown as Kept, answer, item.person);
  } else if ('signal_id' in answer) {
    const before = ((await tx.objectStore('kept').get(FILED)) ?? []) as Filed[];
    await tx.objectStore('kept').put([...before, answer].slice(-MOST_FILED), FILED);
  } else {
    const left = ((await tx.objectStore('kept').get(INSPECTIONS)) ?? []) as { id: string }[];
    await tx.objectStore('kept').put(left.filter(({ id }) => id !== answer.id), INSPECTIONS);
  }
  await tx.objectStore('outbox').delete(item.seq);
  await letGo(tx.objectStore('outbox'), tx.objectStore('drafts'), tx.objectStore('photos'), tx.objectStore('bytes'), item.person, item.photos);
  await tx.done;
}

/** Throws an item away with its pictures. The person has been asked twice. */
export async function discard(item: Item): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'photos', 'bytes', 'drafts'], 'readwrite', STRICT);
  await tx.objectStore('outbox').delete(item.seq);
  await letGo(tx.objectStore('outbox'), tx.objectStore('drafts'), tx.objectStore('photos'), tx.objectStore('bytes'), item.person, item.photos);
  await tx.done;
}

/** Turns an item back into a draft, so that it can be changed and sent anew. */
export async function reopen(item: Item, key: string, draft: Draft): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts', 'photos'], 'readwrite', STRICT);
  const before = await tx.objectStore('drafts').get(key);
  const photos = [...(before?.photos ?? []), ...draft.photos.filter((one) => !before?.photos.some((two) => two.sha256 === one.sha256))];
  await tx.objectStore('drafts').put({ ...draft, photos, fields: together(before?.fields ?? {}, draft.fields) }, key);
  await tx.objectStore('outbox').delete(item.seq);
  await tx.done;
}

/** What was entered since wins, field by field, but an erased one does not; of two texts none is thrown away. */
function together(now: Draft['fields'], then: Draft['fields']): Draft['fields'] {
  const both = { ...then, ...Object.fromEntries(Object.entries(now).filter(([, value]) => value !== '')) };
  const [first, second] = [then['text'] ?? '', now['text'] ?? ''];
  return first && second && !second.includes(first) ? { ...both, text: `${first}\n${second}` } : both;
}

/** Photos that are on the server and that nothing here names: a phone killed at the wrong moment left them. */
export async function sweepPhotos(person: string): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts', 'photos', 'bytes'], 'readwrite');
  const stored = (await tx.objectStore('photos').getAll(range(person))).filter((photo) => photo.stored).map((photo) => photo.sha256);
  await letGo(tx.objectStore('outbox'), tx.objectStore('drafts'), tx.objectStore('photos'), tx.objectStore('bytes'), person, stored);
  await tx.done;
}

export async function keptFiled(): Promise<readonly Filed[]> {
  return (((await (await database()).get('kept', FILED)) ?? []) as Filed[]);
}

interface Reads<T> { getAll(): Promise<T[]> }
interface Removes { delete(key: [string, string]): Promise<void> }

/** Pictures that nothing on this phone names any more. */
export async function letGo(
  outbox: Reads<Item>, drafts: Reads<Draft>, photos: Removes, bytes: Removes, person: string, candidates: readonly string[],
): Promise<void> {
  if (!candidates.length) return;
  const named = new Set([
    ...(await outbox.getAll()).filter((item) => item.person === person).flatMap((item) => item.photos),
    ...(await drafts.getAll()).filter((draft) => draft.person === person).flatMap((draft) => draft.photos.map((photo) => photo.sha256)),
  ]);
  for (const sha256 of candidates) {
    if (named.has(sha256)) continue;
    await photos.delete([person, sha256]);
    await bytes.delete([person, sha256]);
  }
}

function range(person: string): IDBKeyRange {
  return IDBKeyRange.bound([person], [person, []]);
}
