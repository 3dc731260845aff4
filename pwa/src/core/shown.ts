/** Those photos of which something is covered, each with how often that was done. */
export type Covered = Readonly<Record<string, number>>;

/** Whose photo it is: an order's view has its stamp. Without an `id` nothing says which order it is. */
export interface Shown { readonly id?: string; readonly covered?: Covered }

/**
 * The one address of a photo. What is covered later has another one, so that no copy kept from before is shown,
 * neither by the browser nor by the service worker.
 */
export function shownUrl(sha256: string, size: 'thumb' | 'view', { id, covered }: Shown): string {
  const times = covered?.[sha256], asked = [size === 'view' && id ? `order=${id}` : '', times ? `r=${times}` : ''].filter(Boolean).join('&');
  return `/api/v1/photos/${sha256}/${size}${asked && `?${asked}`}`;
}

/** What is covered by one word and the other; `null` when the newer says nothing new. Nothing is ever uncovered. */
export function alsoCovered(known: Covered = {}, fresh: Covered = {}): Covered | null {
  const more = Object.entries(fresh).filter(([sha256, times]) => times > (known[sha256] ?? 0));
  return more.length ? { ...known, ...Object.fromEntries(more) } : null;
}

/** Where a photo is found, the better first: without a network there may be only the small one. */
export const looks = (sha256: string | null, of: Shown): readonly string[] =>
  sha256 === null ? [] : [shownUrl(sha256, 'view', of), shownUrl(sha256, 'thumb', of)];
