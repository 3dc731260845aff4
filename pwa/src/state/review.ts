import { signal } from '@preact/signals';
import type { OrderDetail, OrderItem } from '../api/types.ts';
import { roundOf, type Extra } from '../core/command.ts';
import { HOLD_MS, MARGIN_MS, MODES, plan, stillHeld, type Held, type Mode, type Verdict } from '../core/review.ts';
import { shownUrl } from '../core/shown.ts';
import { act, newId } from './act.ts';
import { isBehind, isDetail, list, loadMore, open, order } from './orders.ts';
import { giveUp, items, mend } from './outbox.ts';

const KEPT_MODE = 'fieldloop.compare';
/** How somebody likes to compare goes with them from pair to pair. */
export const mode = signal<Mode>(MODES.find((one) => one === localStorage.getItem(KEPT_MODE)) ?? 'side');
export function setMode(to: Mode): void {
  mode.value = to;
  localStorage.setItem(KEPT_MODE, to);
}

/** What was ticked of the element's list, by order: it goes with the verdict, and comes back with it. */
export const ticks = signal<ReadonlyMap<string, readonly number[]>>(new Map());
export function tick(id: string, index: number): void {
  const before = ticks.peek().get(id) ?? [];
  ticks.value = new Map(ticks.peek()).set(id, before.includes(index) ? before.filter((one) => one !== index) : [...before, index].sort((a, b) => a - b));
}

/** Verdicts that can still be taken back, the newest last. */
export const held = signal<readonly Held[]>([]);
/** The last verdict that is being written down: who takes it back at once means that one. */
let writing: Promise<unknown> = Promise.resolve();

/** Written down at once, so that a killed tab loses nothing; told to the server only when it can no longer be taken back. */
export function decide(about: OrderDetail, verdict: Verdict, extra: Extra = {}, draft?: string): Promise<boolean> {
  const written = put(about, verdict, extra, draft);
  writing = written;
  return written;
}

async function put(about: OrderDetail, verdict: Verdict, extra: Extra, draft?: string): Promise<boolean> {
  const command = newId(), until = Date.now() + HOLD_MS;
  const written = await act(about, verdict, { ...extra, ...roundOf(verdict, about.moments.submitted), ...checksOf(about), id: command }, draft, HOLD_MS + MARGIN_MS);
  if (written) held.value = [...stillHeld(held.peek(), Date.now()), { command, order: about.id, verdict, until }];
  return written;
}

function checksOf({ id, checklist }: OrderDetail): Extra {
  const ticked = ticks.peek().get(id) ?? [];
  return ticked.length ? { checks: checklist.map((_, index) => ticked.includes(index)) } : {};
}

/** Takes the newest verdict back; its words and marks are a draft again. Answers the order it was about, `null` when it was too late. */
export async function takeBack(): Promise<Held | null> {
  await writing;
  const last = stillHeld(held.peek(), Date.now()).at(-1), item = items.peek().find((one) => one.id === last?.command);
  held.value = held.peek().filter((one) => one !== last);
  if (!last || !item || item.tries > 0) return null;
  await (last.verdict === 'return' ? mend(item, 'return') : giveUp(item));
  return last;
}

/** The pair that is judged: a before-photo by the worker shows the same angle; else what was found. */
export function pairOf(value: OrderItem | OrderDetail): { readonly before: string | null; readonly after: string | null } {
  const photos = isDetail(value) ? value.photos : [];
  const newest = (phase: string) => photos.filter((photo) => photo.phase === phase).at(-1)?.sha256;
  return { before: newest('before') ?? value.picture, after: value.after ?? newest('after') ?? null };
}

/** Pictures of the next pairs by address; held here, because a browser forgets what nobody holds. */
const pictures = new Map<string, HTMLImageElement>();
const HANDS = 2;
let round = 0;

/** The next pairs, nearest first, while one is looked at; each call takes the place of the one before. Answers whether it came to its end. */
export async function fetchAhead(queue: readonly OrderItem[], looking: string): Promise<boolean> {
  const mine = ++round, { fetch, decode, more } = plan(queue, looking, phone()), rest = [...fetch];
  if (more && list('review').peek().next) void loadMore('review');
  forget(new Set([looking, ...fetch]));
  const hand = async () => {
    for (let id = rest.shift(); id && mine === round; id = rest.shift()) await ready(id, decode.has(id)).catch(() => undefined);
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
  return mine === round;
}

async function ready(id: string, decode: boolean): Promise<void> {
  const known = order(id).peek();
  if (!known || !isDetail(known) || isBehind(known)) await open(id);
  const value = order(id).peek();
  if (!value) return;
  await Promise.all(viewsOf(value).map((url) => picture(url, decode)));
}

const viewsOf = (value: OrderItem | OrderDetail): string[] =>
  Object.values(pairOf(value)).filter((sha256) => sha256 !== null).map((sha256) => shownUrl(sha256, 'view', value));

function picture(url: string, decode: boolean): Promise<void> | undefined {
  const found = pictures.get(url), image = found ?? Object.assign(new Image(), { fetchPriority: 'low', src: url });
  if (image.complete && found) return;
  pictures.set(url, image);
  const gone = () => void pictures.delete(url);
  if (decode) return image.decode().catch(gone);
  return new Promise((resolve) => {
    image.onload = () => resolve();
    image.onerror = () => { gone(); resolve(); };
  });
}

function forget(keep: ReadonlySet<string>): void {
  const wanted = new Set([...keep].flatMap((id) => {
    const value = order(id).peek();
    return value ? viewsOf(value) : [];
  }));
  for (const url of pictures.keys()) if (!wanted.has(url)) pictures.delete(url);
}

function phone() {
  const { deviceMemory, connection } = navigator as Navigator & { deviceMemory?: number; connection?: { saveData?: boolean } };
  return { ...(deviceMemory ? { memory_gb: deviceMemory } : {}), sparing: connection?.saveData === true };
}
