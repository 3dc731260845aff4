import { batch, computed, signal } from '@preact/signals';
import type { Held, Item } from '../core/outbox.ts';
import { keptOrder } from '../db/cache.ts';
import { bytesOf, discard, held as read, reopen, sweepPhotos } from '../db/outbox.ts';
import { listen, ring } from '../outbox/bell.ts';
import type { Watcher } from '../outbox/flush.ts';
import { learn } from './orders.ts';
import { lastContact, me } from './session.ts';
import { online } from './view.ts';

export { lastContact };


/** Everything of mine that the server has not confirmed. */
export const items = signal<readonly Item[]>([]);
/** The photos of mine on this phone, by hash; those of drafts too. */
export const photos = signal<ReadonlyMap<string, Held>>(new Map());
export const progress = signal<ReadonlyMap<string, number>>(new Map());
export const sending = signal(false);
/** Whether the phone has been looked through: until then "nothing waits" would be a guess. */
export const looked = signal(false);

/** A look at an order is told by itself; nobody counts it as work. */
const counts = (item: Item) => item.kind !== 'act' || item.body.action !== 'seen';
export const waiting = computed(() => items.value.filter((item) => !item.parked && counts(item)));
export const parked = computed(() => items.value.filter((item) => item.parked && counts(item)));
export const photosHere = computed(() => [...photos.value.values()].filter((photo) => !photo.stored).length);
/** What is only on this phone: taps and reports, and photos that nothing waits for yet. */
export const onlyHere = computed(() => {
  const named = new Set(items.value.flatMap((item) => item.photos));
  const loose = [...photos.value.values()].filter((photo) => !photo.stored && !named.has(photo.sha256)).length;
  return waiting.value.length + parked.value.length + loose;
});
export const oldest = computed(() => (items.value.length ? Math.min(...items.value.filter(counts).map((item) => item.made_at)) : null));

const mine = () => me.peek()?.person.id ?? '';
let timer = 0, again = false, hurry = false;
let watcher: Watcher = {};

/** Reads what lies on the phone; called after every change, from whichever tab it came. */
export async function reload(): Promise<void> {
  const person = mine();
  const found = person ? await read(person).catch(() => null) : { items: [], photos: new Map<string, Held>() };
  if (!found || person !== mine()) return;
  const here = new Set(found.items.map((item) => item.id));
  const left = new Set(items.peek().filter((item) => item.kind === 'act' && !here.has(item.id)).map((item) => item.lane));
  // Another tab or the service worker has sent them: with the tap goes what it did, unless its answer is shown in the same moment.
  const answers = await Promise.all([...left].map(keptOrder));
  batch(() => {
    for (const answer of answers) if (answer) learn(answer, { keeping: false });
    items.value = found.items;
    photos.value = found.photos;
    looked.value = person !== '';
  });
}

/** Asks for a look at what can be sent; `eager` when the network or the person has just come back. */
export function flushSoon(eager = false): void {
  hurry ||= eager;
  if (sending.peek()) {
    again = true;
    return;
  }
  void run();
}

async function run(): Promise<void> {
  clearTimeout(timer);
  if (!mine()) return;
  sending.value = true;
  const eager = hurry;
  [again, hurry] = [false, false];
  // Fetched after the first screen; the service worker has it, so it is there without a network too.
  const next = await import('../outbox/flush.ts').then(({ flush }) => flush(mine(), watcher, eager)).catch(() => Date.now() + 10_000);
  sending.value = false;
  await reload();
  if (again) return void run();
  // A sleeping phone wakes for nobody: the timer runs while somebody looks, other moments have their own triggers.
  if (typeof next === 'number' && !document.hidden) timer = window.setTimeout(flushSoon, Math.max(next - Date.now(), 250));
  if (next !== null) void askForSync();
}

/** Where the browser has it, the system wakes the service worker when the network is back, also with the app closed. */
async function askForSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration() as (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined;
  await registration?.sync?.register('outbox').catch(() => undefined);
}

export function startOutbox(watch: Watcher): void {
  watcher = {
    ...watch,
    progress: (sha256, fraction) => (progress.value = new Map(progress.peek()).set(sha256, fraction)),
  };
  listen(() => void reload());
  const eager = () => flushSoon(true);
  online.subscribe((value) => value && eager());
  document.addEventListener('visibilitychange', () => document.hidden || eager());
  addEventListener('pageshow', eager);
  me.subscribe(() => void reload().then(eager));
  void sweepPhotos(mine()).catch(() => undefined);
}

/** After a write to the outbox: shown here, told to the other tabs, sent. */
export async function changed(): Promise<void> {
  await reload();
  ring();
  flushSoon();
}

/** "Fix and send again": the words and photos go back to where they were entered; `place` says where else. Answers the path to go to. */
export async function mend(item: Item, place?: string): Promise<string> {
  const claims = (item.body.photos ?? []).map((photo) => ({ phase: 'before' as const, ...photo }));
  const name = place ? `${place}/${item.lane}` : nameOf(item), fields = fieldsOf(item);
  await reopen(item, `${item.person}/${name}`, { person: item.person, photos: claims, fields });
  await changed();
  const { forgetDraft } = await import('./draft.ts');
  forgetDraft(name);
  return item.kind === 'report' ? '/report' : item.kind === 'inspect' ? '/inspect' : `/orders/${item.lane}`;
}

/** Words without photos go where words are written: beside another step they would be sent as that step's. */
function nameOf({ kind, lane, photos: named }: Item): string {
  if (kind === 'report') return 'report';
  return `${kind === 'inspect' ? 'inspect' : named.length ? 'order' : 'comment'}/${lane}`;
}

function fieldsOf({ kind, body }: Item): Record<string, string> {
  const given: Record<string, string> = body.text ? { text: body.text } : {};
  if (kind === 'inspect') return { ...given, verdict: body.verdict };
  if (kind === 'act') return { ...given, ...(body.reason ? { reason: body.reason } : {}) };
  // The same id, since it has not arrived; the place where it was, and not where it is mended.
  const { id, at, element, site, lat, lon } = body;
  const pin = lat !== undefined && lon !== undefined && !site ? `${lat.toFixed(6)},${lon.toFixed(6)}` : '';
  return { ...given, id, at, ...(element ? { element } : {}), ...(site ? { site } : {}), ...(pin ? { pin } : {}) };
}

/** The person has been asked twice. */
export async function giveUp(item: Item): Promise<void> {
  await discard(item);
  await changed();
}

export async function picturesOf(item: Item): Promise<{ sha256: string; type: string; bytes: ArrayBuffer }[]> {
  const found = await Promise.all(item.photos.map(async (sha256) => {
    const bytes = await bytesOf(item.person, sha256);
    return bytes && { sha256, type: photos.peek().get(sha256)?.type ?? 'image/jpeg', bytes };
  }));
  return found.filter((one) => one !== undefined);
}
