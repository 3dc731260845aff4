import type { Command, Found, Inspected } from './command.ts';
import type { Problem } from './problem.ts';

/** Something the server must be told, once, however long that takes. Times are the phone's own milliseconds. */
interface Base {
  /** The order of the taps; given by the database. */
  readonly seq: number;
  /** The id the server knows it by: the command's, or the report's. */
  readonly id: string;
  readonly person: string;
  /** Items of one lane go one after the other: an order's id, or a report's own. */
  readonly lane: string;
  readonly photos: readonly string[];
  readonly made_at: number;
  readonly tries: number;
  readonly retry_at: number;
  readonly parked: Parked | null;
}
export type Item = Base & (
  | { readonly kind: 'act'; readonly body: Command } | { readonly kind: 'report'; readonly body: Found }
  /** Its lane is the re-inspection's id. */
  | { readonly kind: 'inspect'; readonly body: Inspected }
);

/** Why the server refused it. It waits for the person, and holds up nothing else. */
export interface Parked {
  readonly code: string; readonly status: number; readonly title: string; readonly detail: string; readonly at: number;
}

/** A photo on this phone, without its bytes. `stored` only once the server's receipt has named the same hash. */
export interface Held {
  readonly person: string;
  readonly sha256: string;
  readonly type: string;
  readonly size_bytes: number;
  readonly stored: boolean;
  readonly refused: string | null;
  readonly tries: number;
  readonly retry_at: number;
}

const FIRST_MS = 1000, LONGEST_MS = 5 * 60_000, JUMP_MS = 2 * LONGEST_MS;
const LATER = new Set([0, 408, 425, 429]);

/** A time far ahead is no wait of ours: the phone's clock was set back meanwhile. */
const isDue = (it: { readonly retry_at: number }, now: number) => it.retry_at <= now || it.retry_at > now + JUMP_MS;
const needs = (photo: Held | undefined) => photo !== undefined && !photo.stored && photo.refused === null;

const waitsForPhotos = (item: Item, held: ReadonlyMap<string, Held>) => item.photos.some((sha256) => needs(held.get(sha256)));

/** The first item of each lane, in the order of the taps; what is parked lets the next one pass. */
function heads(items: readonly Item[]): Item[] {
  const first = new Map<string, Item>();
  for (const item of items) {
    const other = first.get(item.lane);
    if (!item.parked && (!other || item.seq < other.seq)) first.set(item.lane, item);
  }
  return [...first.values()].sort((a, b) => a.seq - b.seq);
}

/** What to tell the server now: an item whose photos are all there and whose turn it is in its lane. */
export function nextItem(items: readonly Item[], held: ReadonlyMap<string, Held>, now: number): Item | null {
  return heads(items).find((item) => isDue(item, now) && !waitsForPhotos(item, held)) ?? null;
}

/** Which photo to send now: those of the oldest items first, then those only just taken. */
export function nextPhoto(items: readonly Item[], held: ReadonlyMap<string, Held>, now: number): Held | null {
  const wanted = [...items].filter((item) => !item.parked).sort((a, b) => a.seq - b.seq).flatMap((item) => item.photos);
  const inOrder = [...wanted.map((sha256) => held.get(sha256)), ...held.values()];
  return inOrder.find((photo) => needs(photo) && photo && isDue(photo, now)) ?? null;
}

/** When something can be tried again; `null` when nothing waits for a time. */
export function nextTime(items: readonly Item[], held: ReadonlyMap<string, Held>): number | null {
  const free = heads(items).filter((item) => !waitsForPhotos(item, held));
  const times = [...free, ...[...held.values()].filter(needs)].map((it) => it.retry_at);
  return times.length ? Math.min(...times) : null;
}

/** Twice as long after every failure, up to five minutes, spread so that a thousand phones do not come back at once. */
export function later<T extends { readonly tries: number; readonly retry_at: number }>(it: T, now: number, chance: number, least_ms = 0): T {
  const wait = Math.min(FIRST_MS * 2 ** it.tries, LONGEST_MS) * (0.5 + chance / 2);
  return { ...it, tries: it.tries + 1, retry_at: now + Math.max(wait, Math.min(least_ms, LONGEST_MS)) };
}

export type Verdict = 'later' | 'out' | 'photos' | 'park';

/** What a failed answer means for the item: only a clear refusal by our own server parks it. */
export function judged({ code, status }: Pick<Problem, 'code' | 'status'>): Verdict {
  if (status === 401 || code === 'auth.csrf') return 'out';
  if (code === 'photo.missing') return 'photos';
  return status >= 400 && status < 500 && !LATER.has(status) ? 'park' : 'later';
}

export function park<T extends Item>(item: T, problem: Pick<Problem, 'code' | 'status' | 'detail' | 'facts'>, at: number): T {
  const { status, detail, facts } = problem, title = facts['title'];
  return { ...item, parked: { code: reason(item, problem), status, detail, title: typeof title === 'string' ? title : '', at } };
}

/** Somebody who was too late wants to hear just that, and not that something has changed. */
function reason(item: Item, { code, facts }: Pick<Problem, 'code' | 'facts'>): string {
  if (item.kind !== 'act' || (code !== 'order.wrong_state' && code !== 'not.found')) return code;
  const order = facts['order'] as { readonly state?: string; readonly person?: { readonly id: string } | null } | undefined;
  if (order?.state === 'void') return 'order.void';
  const theirs = order?.person ? order.person.id !== item.person : order === undefined;
  return item.body.action === 'accept' && theirs ? 'order.taken' : code;
}

/** After a failed upload: again, or never, when our server says that it is no photo. */
export function photoAfter(photo: Held, problem: Pick<Problem, 'code' | 'status'>, now: number, chance: number): Held {
  if (problem.code === 'photo.offset') return later(photo, now, 0, 0);
  return judged(problem) === 'park' ? { ...photo, refused: problem.code } : later(photo, now, chance);
}

/** The code of a photo that will never arrive and so keeps its item from being told. */
export function spoilt(item: Item, held: ReadonlyMap<string, Held>): string | null {
  return item.photos.map((sha256) => held.get(sha256)?.refused ?? null).find((code) => code !== null) ?? null;
}

/** Whether an answer is really the one to this item; a proxy's or another version's answer must not remove it. */
export function answers(item: Item, answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  if (item.kind === 'report') return 'signal_id' in answer && answer.signal_id === item.id;
  if (!('id' in answer) || answer.id !== item.lane) return false;
  if (item.kind === 'inspect') return true;
  if (!('events' in answer) || !Array.isArray(answer.events)) return false;
  // Having seen it is written down once; a second phone's "seen" leaves no event of its own.
  return item.body.action === 'seen' || answer.events.some((event: { readonly id?: unknown }) => event.id === item.id);
}
