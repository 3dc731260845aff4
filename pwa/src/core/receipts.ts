/** What the server signed of one order's photos: kept on the phone, whatever becomes of the order. */
export interface Receipts { readonly order: string; readonly order_no: string; readonly receipts: readonly string[] }
interface Received { readonly id: string; readonly order_no: string; readonly photos: readonly { readonly receipt?: string | null; readonly person?: { readonly id: string } | null }[] }

/** The person's own receipts of an answer, with those known before: a later answer must not take one away. */
export function receiptsOf({ id, order_no, photos }: Received, person: string, before?: Receipts): Receipts | null {
  const own = photos.flatMap((photo) => (photo.receipt && photo.person?.id === person ? [photo.receipt] : []));
  const receipts = [...new Set([...(before?.receipts ?? []), ...own])];
  return receipts.length ? { order: id, order_no, receipts } : null;
}
