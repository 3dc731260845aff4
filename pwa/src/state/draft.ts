import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { PhotoClaim } from '../core/command.ts';
import type { Upload } from '../core/evidence.ts';
import { sealed } from '../core/seal.ts';
import { keptOrder } from '../db/cache.ts';
import { dropPhotos, keepDraft, keptDraft } from '../db/drafts.ts';
import { bytesOf, keepPhoto } from '../db/outbox.ts';
import type { ShotFacts } from '../device/camera.ts';
import { locate, type Fix } from '../device/location.ts';
import { shrink } from '../device/photo.ts';
import type { Shrunk } from '../worker/photo.ts';
import { serverNow } from './clock.ts';
import { isDetail } from './orders.ts';
import { changed, photos, progress, reload } from './outbox.ts';
import { me } from './session.ts';
import { sayProblem } from './toast.ts';

export interface Shot {
  readonly photo: Signal<PhotoClaim>;
  readonly preview: Signal<string>;
  readonly upload: ReadonlySignal<Upload>;
}

/** What somebody has entered and photographed but not sent. It outlives a reload, and ends in the step that writes the tap down. */
export interface Draft {
  readonly key: string;
  /** Whose it is, whoever is logged in when a picture is ready or a place is found. */
  readonly person: string;
  readonly shots: Signal<readonly Shot[]>;
  readonly fields: Signal<Readonly<Record<string, string>>>;
  /** Pictures just taken that are still being made smaller. */
  readonly working: Signal<number>;
  /** The last write to the phone's storage. Never fails. */
  saved: Promise<unknown>;
  /** What was there before, once it is here; nothing while it could not be read. */
  restored: Promise<void> | null;
}

const opened = new Map<string, Draft>();
const keyOf = (name: string) => `${me.peek()?.person.id ?? ''}/${name}`;

export function draft(name: string): Draft {
  const key = keyOf(name), known = opened.get(key);
  if (known) return known;
  const fresh: Draft = { key, person: me.peek()?.person.id ?? '', shots: signal([]), fields: signal({}), working: signal(0), saved: Promise.resolve(), restored: null };
  opened.set(key, fresh);
  void showRestored(fresh);
  return fresh;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A storage that cannot be read is asked again for as long as the draft is looked at: what lies there must not seem gone. */
async function showRestored(into: Draft): Promise<void> {
  while (opened.get(into.key) === into) {
    if (await restored(into).then(() => true, () => false)) return;
    await pause(2000);
  }
}

/** What was there before comes first: until it is here nothing is written, or a cold start would write over it. */
function restored(into: Draft): Promise<void> {
  into.restored ??= restore(into).catch((thrown: unknown) => {
    into.restored = null;
    throw thrown;
  });
  return into.restored;
}

async function restore(into: Draft): Promise<void> {
  const kept = await persistently(() => keptDraft(into.key, into.person));
  if (!kept) return;
  into.fields.value = { ...kept.fields, ...into.fields.peek() };
  into.shots.value = [...kept.photos.map((photo) => shotOf(into.person, photo)), ...into.shots.peek()];
}

/** An iPhone loses its line to the database when the app was in the background; the next try has a new one. */
async function persistently<T>(work: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (tries <= 1) throw thrown;
    await pause(300);
    return persistently(work, tries - 1);
  }
}

/** One write after the other: of two pictures taken together the second must not write over the first. */
function inTurn<T>(into: Draft, work: () => Promise<T>): Promise<T> {
  const run = into.saved.then(() => restored(into)).then(work);
  into.saved = run.catch(() => undefined);
  return run;
}

function shotOf(person: string, claim: PhotoClaim, picture?: Blob): Shot {
  const { sha256 } = claim, preview = signal(picture ? URL.createObjectURL(picture) : '');
  if (!picture) void bytesOf(person, sha256).then((bytes) => bytes && (preview.value = URL.createObjectURL(new Blob([bytes])))).catch(() => undefined);
  return { photo: signal(claim), preview, upload: computed(() => stateOf(sha256)) };
}

/** A photo that the phone no longer holds is on the server: it leaves only after the receipt. */
function stateOf(sha256: string): Upload {
  const held = photos.value.get(sha256);
  if (!held || held.stored) return { kind: 'stored' };
  if (held.refused) return { kind: 'failed', code: held.refused };
  const fraction = progress.value.get(sha256);
  return fraction === undefined || held.retry_at > Date.now() ? { kind: 'waiting' } : { kind: 'sending', fraction };
}

const stateOnPhone = ({ person, shots, fields }: Draft) => ({ person, photos: shots.peek().map((shot) => shot.photo.peek()), fields: fields.peek() });

const keep = (into: Draft) => inTurn(into, () => keepDraft(into.key, stateOnPhone(into)));

export function write(into: Draft, field: string, value: string): void {
  into.fields.value = { ...into.fields.peek(), [field]: value };
  void keep(into).catch(() => undefined);
}

const orderOf = ({ key }: Draft) => (/\/order\/(.+)$/.exec(key)?.[1] ?? '');

/** The order's nonce, if this phone has heard it. A picture out of the album is not sealed: nobody knows when it was taken. */
async function nonceOf(into: Draft, source: 'camera' | 'gallery'): Promise<string | null> {
  const order = source === 'camera' && orderOf(into) ? await keptOrder(orderOf(into)) : undefined;
  return order && isDetail(order) ? order.nonce ?? null : null;
}

/** 1. Ask for the place at the shutter. 2. Make it small. 3. Seal it. 4. Keep it on the phone. 5. It is sent while the next one is taken. */
export async function addPhoto(into: Draft, file: Blob, phase: PhotoClaim['phase'], source: 'camera' | 'gallery', facts: ShotFacts = {}): Promise<void> {
  // A picture out of the album is from where it was taken, which its file may know; it must never get the place where it was chosen.
  const here = () => (source === 'camera' ? locate(10_000) : null);
  const fix = Promise.resolve(facts.place === undefined ? here() : facts.place).catch(() => null);
  const nonce = nonceOf(into, source);
  into.working.value++;
  try {
    const small = await shrink(file), { taken_at, ...where } = source === 'gallery' ? small.facts : {} as typeof small.facts;
    const said: PhotoClaim = { sha256: small.sha256, phase, source, taken_at: facts.taken_at ?? takenAt(file, taken_at), ...where };
    const claim = sealed(orderOf(into), await nonce, said);
    const shot = await inTurn(into, () => keepShot(into, claim, small));
    if (!shot) return;
    await changed();
    await placed(into, shot, await fix);
  } catch (thrown) {
    sayProblem(thrown);
  } finally {
    into.working.value--;
  }
}

/** Answers the shot once it is safe on the phone; nothing when the same picture is there already. */
async function keepShot(into: Draft, claim: PhotoClaim, { bytes, type }: Shrunk): Promise<Shot | null> {
  const { person } = into, { sha256 } = claim, before = stateOnPhone(into);
  if (before.photos.some((photo) => photo.sha256 === sha256)) return null;
  const held = { person, sha256, type, size_bytes: bytes.byteLength, stored: false, refused: null, tries: 0, retry_at: 0 };
  await keepPhoto(held, bytes, into.key, { ...before, photos: [...before.photos, claim] });
  // Known as not sent before it is shown: a tick must never come too early.
  await reload();
  const shot = shotOf(person, claim, new Blob([bytes], { type }));
  into.shots.value = [...into.shots.peek(), shot];
  return shot;
}

async function placed(into: Draft, shot: Shot, place: Fix | null): Promise<void> {
  if (!place || !into.shots.peek().includes(shot)) return;
  const { lat, lon, accuracy_m } = place;
  const claim = shot.photo.peek();
  shot.photo.value = sealed(orderOf(into), claim.nonce, { ...claim, lat, lon, accuracy_m });
  await keep(into);
}

/** The file's own time is the shutter's; the difference between phone and server is left to the server to see. */
function takenAt(file: Blob, said?: string): string {
  const own = said ? Date.parse(said) : file instanceof File ? file.lastModified : 0;
  return new Date(Math.min(own || Date.now(), serverNow())).toISOString();
}

export function removePhoto(from: Draft, shot: Shot): void {
  from.shots.value = from.shots.peek().filter((other) => other !== shot);
  URL.revokeObjectURL(shot.preview.peek());
  void keep(from).then(() => dropPhotos(from.person, [shot.photo.peek().sha256])).then(changed).catch(() => undefined);
}

/** Waits until every picture just taken and every word is on the phone: what is sent names all of them. */
export async function ready(into: Draft): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = into.working.subscribe((count) => {
      if (count === 0) queueMicrotask(() => { stop(); resolve(); });
    });
  });
  await restored(into).catch(() => undefined);
  await into.saved;
}

export const claims = (from: Draft): PhotoClaim[] => from.shots.peek().map(({ photo }) => photo.peek());

/** Called once the draft has become an item of the outbox, and not before. */
export function finish(done: Draft): void {
  done.shots.peek().forEach((shot) => URL.revokeObjectURL(shot.preview.peek()));
  done.shots.value = [];
  done.fields.value = {};
  opened.delete(done.key);
}

/** What is on the phone has changed under it: the next look reads it anew. */
export function forgetDraft(name: string): void {
  opened.delete(keyOf(name));
}
