import type { OrderDetail } from '../api/types.ts';
import { saveFile } from '../device/save.ts';
import { keptReceipts } from '../db/receipts.ts';

/** The receipt alone, as `fieldloop check-receipt` takes it: one line of text that stays what it is in every mail and every print. */
export function saveReceipt(order: OrderDetail, { receipt, sha256 }: OrderDetail['photos'][number]): Promise<void> {
  return saveFile(`receipt-${order.order_no}-${sha256.slice(0, 8)}.txt`, `${receipt ?? ''}\n`, 'text/plain');
}

/** Every receipt on this phone, one a line, the oldest order first. */
export async function saveReceipts(person: string): Promise<void> {
  const all = await keptReceipts(person);
  await saveFile('receipts.txt', all.flatMap(({ receipts }) => receipts.map((receipt) => `${receipt}\n`)).join(''), 'text/plain');
}
