import { signal, type ReadonlySignal } from '@preact/signals';
import type { Filed, Suggestion } from '../api/types.ts';
import type { Found } from '../core/command.ts';
import type { Fix } from '../device/location.ts';
import { keptFiled } from '../db/outbox.ts';
import { listen } from '../outbox/bell.ts';
import { newId, put, timeNow } from './act.ts';
import { claims, finish, ready, type Draft } from './draft.ts';

type Extra = Partial<Pick<Found, 'order'>>;

/** Writes down what the draft holds; comes back when it is safe on this phone. Answers the report's id. */
export const fileReport = (from: Draft, place: Fix | null) => once(from, () => send(from, place, {}));

export const meToo = (from: Draft, other: Suggestion, place: Fix | null) => once(from, () => send(from, place, { order: other.order_id }));

const running = new Map<Draft, Promise<string>>();

/** Two taps on one draft are one report. */
function once(from: Draft, work: () => Promise<string>): Promise<string> {
  const known = running.get(from) ?? work().finally(() => running.delete(from));
  running.set(from, known);
  return known;
}

async function send(from: Draft, place: Fix | null, extra: Extra): Promise<string> {
  await ready(from);
  const { element, site, text } = from.fields.peek(), words = text?.trim();
  const photos = claims(from).map(({ phase: _phase, ...facts }) => facts);
  const report: Found = {
    ...identity(from), ...(element ? { element } : {}), ...(site ? { site } : {}), ...(words ? { text: words } : {}), ...(photos.length ? { photos } : {}),
    ...(place ? { lat: place.lat, lon: place.lon } : {}), ...extra,
  };
  const entered = photos.length > 0 || Object.values(from.fields.peek()).some((value) => value !== '');
  await put({ id: report.id, lane: report.id, kind: 'report', body: report, photos: photos.map((photo) => photo.sha256) }, from.key, entered);
  finish(from);
  return report.id;
}

/** A report that was refused, or that version 1 of this app may have sent already, keeps its id: it must not arrive twice. */
function identity(from: Draft): Pick<Found, 'id' | 'at'> {
  const { id, at } = from.fields.peek();
  return id && at ? { id, at } : { id: newId(), at: timeNow() };
}

/** The server's answer to a report, as soon as it is here: from this tab, another one, or the service worker. */
export function filedReport(id: string): ReadonlySignal<Filed | null> {
  const found = signal<Filed | null>(null);
  const look = async () => {
    found.value = (await keptFiled().catch(() => [])).find((one) => one.signal_id === id) ?? null;
    if (found.peek()) deaf();
  };
  const deaf = listen(() => void look());
  void look();
  return found;
}
