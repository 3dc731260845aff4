import type { OrderDetail } from '../api/types.ts';
import { receiptsOf, type Receipts } from '../core/receipts.ts';
import { database, RECEIPTS, type Kept } from './open.ts';

/** Some years of work; the oldest go first. */
const MOST = 2_000;

const of = (person: string) => IDBKeyRange.bound(`${RECEIPTS}${person}/`, `${RECEIPTS}${person}0`, false, true);

/** Keeps the receipts of an answer, in the step that stores the answer. */
export async function keepReceipts(kept: Kept, answer: OrderDetail, person: string): Promise<void> {
  const key = `${RECEIPTS}${person}/${answer.id}`;
  const mine = receiptsOf(answer, person, (await kept.get(key)) as Receipts | undefined);
  if (!mine) return;
  await kept.put(mine, key);
  // An order's id tells when it was made.
  const keys = await kept.getAllKeys(of(person));
  for (const old of keys.slice(0, -MOST)) await kept.delete(old);
}

/** Every receipt of a person on this phone, by order. */
export async function keptReceipts(person: string): Promise<Receipts[]> {
  return (await (await database()).getAll('kept', of(person))) as Receipts[];
}
