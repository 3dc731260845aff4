import type { PhotoClaim } from './command.ts';
import { sha256 } from './sha256.ts';

interface Sealable {
  readonly sha256: string; readonly taken_at?: string | null; readonly lat?: number | null; readonly lon?: number | null; readonly accuracy_m?: number | null;
}

/** What is sealed, line by line; docs/receipts.md says it in words, and the server makes it again from what it stored. */
export function sealText(order: string, nonce: string, photo: Sealable): string {
  const { taken_at, lat, lon, accuracy_m } = photo;
  return ['fieldloop-seal-1', order, nonce, photo.sha256, taken_at, lat, lon, accuracy_m].map((part) => String(part ?? '')).join('\n');
}

export const sealOf = (order: string, nonce: string, photo: Sealable): string => sha256(Uint8Array.from(sealText(order, nonce, photo), (letter) => letter.charCodeAt(0)));

/** The claim with its seal, made anew whenever something of it changes; without a nonce it stays a claim. */
export function sealed(order: string, nonce: string | null | undefined, claim: PhotoClaim): PhotoClaim {
  return nonce ? { ...claim, nonce, seal: sealOf(order, nonce, claim) } : claim;
}
