import { signal } from '@preact/signals';
import { distance_m, distanceWords } from '../core/distance.ts';
import { locate, mayLocate, type Fix } from '../device/location.ts';
import { sayProblem } from './toast.ts';

/** Where this phone is, as of one fix; asked for by a tap, or silently when that was allowed before. */
export const here = signal<Fix | null>(null);

export const locating = signal(false);

export async function findHere(): Promise<void> {
  locating.value = true;
  try {
    here.value = await locate(60_000);
  } catch (thrown) {
    sayProblem(thrown);
  } finally {
    locating.value = false;
  }
}

export async function findHereQuietly(): Promise<void> {
  if (here.peek() && Date.now() - here.peek()!.at < 60_000) return;
  if (await mayLocate().catch(() => false)) here.value = await locate(60_000).catch(() => here.peek());
}

interface Placed { readonly lat: number | null; readonly lon: number | null }

/** The way from here as the crow flies, or nothing when either end is unknown. */
export function metresTo({ lat, lon }: Placed): number | null {
  const fix = here.value;
  return fix && lat !== null && lon !== null ? distance_m(fix, { lat, lon }) : null;
}

export function way(lat: number | null, lon: number | null): string | null {
  const metres = metresTo({ lat, lon });
  return metres === null ? null : distanceWords(metres);
}
