import * as api from '../api/calls.ts';
import type { Filed, PhotoFact, Report, Suggestion } from '../api/types.ts';
import { Problem } from '../core/problem.ts';
import type { Fix } from '../device/location.ts';
import { newId } from './act.ts';
import { serverNow } from './clock.ts';
import { allStored, claims, write, type Draft } from './draft.ts';

/** Files what the draft holds. The id lies in the draft, so a second try after a lost answer, even after a reload, is the same report. */
export async function fileReport(from: Draft, place: Fix | null): Promise<Filed> {
  return send(from, place, {});
}

export async function meToo(from: Draft, other: Suggestion, place: Fix | null): Promise<Filed> {
  return send(from, place, { order: other.order_id });
}

async function send(from: Draft, place: Fix | null, extra: Partial<Report>): Promise<Filed> {
  if (!(await allStored(from))) throw new Problem('photo.missing', -1);
  const { element, site, text } = from.fields.peek();
  const photos: PhotoFact[] = claims(from).map(({ phase: _phase, ...facts }) => facts);
  const words = text?.trim();
  const sent: Omit<Report, 'id' | 'at'> = {
    ...(element ? { element } : {}), ...(site ? { site } : {}), ...(words ? { text: words } : {}), ...(photos.length ? { photos } : {}),
    ...(place ? { lat: place.lat, lon: place.lon } : {}), ...extra,
  };
  return api.report({ ...identity(from, JSON.stringify(sent)), ...sent });
}

/** Changed words or photos are another report and need another id. */
function identity(from: Draft, said: string): { id: string; at: string } {
  const { id, at, said: before } = from.fields.peek();
  if (id && at && before === said) return { id, at };
  const fresh = { id: newId(), at: new Date(serverNow()).toISOString() };
  write(from, 'id', fresh.id);
  write(from, 'at', fresh.at);
  write(from, 'said', said);
  return fresh;
}
