import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import type { Box, OrderDetail, OrderItem } from '../api/types.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { alsoCovered } from '../core/shown.ts';
import { ahead } from '../core/ahead.ts';
import type { Item } from '../core/outbox.ts';
import { keepBox, keepOrder, keptOrder } from '../db/cache.ts';
import { items } from './outbox.ts';
import { me } from './session.ts';
import { online } from './view.ts';

/** `at` is when the server said so; a list from the phone's own memory carries the old time and `stale`. */
export interface List {
  readonly ids: readonly string[];
  readonly at: number;
  readonly next: string | null;
  readonly stale: boolean;
  readonly problem: Problem | null;
  readonly loading: boolean;
}
const NOTHING: List = { ids: [], at: 0, next: null, stale: true, problem: null, loading: true };

type Known = OrderItem | OrderDetail | null;
/** What the server has said of each order. */
const known = new Map<string, Signal<Known>>();
/** The same with my unsent taps in it. */
const shown = new Map<string, ReadonlySignal<Known>>();
/** The version up to which each order is known in full. */
const complete = new Map<string, number>();
const boxes = new Map<Box, Signal<List>>();
/** The filter each list was last loaded with, so that a live refresh asks the same question. */
const asked = new Map<Box, api.Filter>();

function slot(id: string): Signal<Known> {
  const found = known.get(id) ?? signal<Known>(null);
  known.set(id, found);
  return found;
}

const mine = (id: string) => items.value.filter((item): item is Item & { kind: 'act' } => item.kind === 'act' && item.lane === id && !item.parked);

/** The order as it is for whoever holds this phone; a refused tap is no longer in it, and so undone. */
export function order(id: string): ReadonlySignal<Known> {
  const server = slot(id);
  const found = shown.get(id) ?? computed(() => {
    const value = server.value, taps = mine(id), person = me.value?.person;
    return value && taps.length && person ? ahead(value, taps.map((item) => item.body), person) : value;
  });
  shown.set(id, found);
  return found;
}

/** Whether taps of mine on it are only on this phone. */
export const unsent = (id: string) => mine(id).some((item) => item.body.action !== 'seen');

export function list(box: Box): Signal<List> {
  const found = boxes.get(box) ?? signal<List>(NOTHING);
  boxes.set(box, found);
  return found;
}

export const isDetail = (value: OrderItem | OrderDetail | null): value is OrderDetail => value !== null && 'events' in value;

/** Takes in what the server said unless something newer is known: answers may overtake each other. */
export function learn(fresh: OrderItem | OrderDetail, { keeping = true } = {}): void {
  const at = slot(fresh.id), old = at.peek();
  if (old && old.version > fresh.version) return;
  const covered = alsoCovered(old?.covered, fresh.covered);
  if (isDetail(fresh)) {
    at.value = fresh;
    complete.set(fresh.id, fresh.version);
    if (keeping) void keepOrder(fresh);
  } else if (!isDetail(old)) at.value = fresh;
  // A newer row of a list must not take the timeline off the screen; what is permitted is unknown until the rest arrives, if it has moved.
  else if (old.version < fresh.version) {
    const same = old.state === fresh.state && old.person?.id === fresh.person?.id;
    at.value = { ...old, ...fresh, covered: covered ?? old.covered, actions: same ? old.actions : [] };
  // Its photo was covered where another order shows it.
  } else if (covered) at.value = { ...old, covered };
}

/** Whether the rest of a newer version still has to be fetched. */
export const isBehind = (value: OrderItem | OrderDetail) => (complete.get(value.id) ?? -1) < value.version;

const running = new Map<Box, AbortController>();

export async function load(box: Box, filter: api.Filter = {}): Promise<void> {
  const slot = list(box);
  const changed = JSON.stringify(filter) !== JSON.stringify(asked.get(box) ?? {});
  asked.set(box, filter);
  running.get(box)?.abort();
  const mine = new AbortController();
  running.set(box, mine);
  slot.value = { ...(changed ? NOTHING : slot.peek()), loading: true };
  const plain = Object.values(filter).every((value) => !value);
  const asking = api.orders(box, filter, { signal: mine.signal });
  asking.catch(() => undefined);
  // Beside the question and not before it: on a first visit even the code that reads the phone comes over the network.
  const kept = slot.peek().at === 0 && (plain || !online.peek()) ? fromPhone(box, filter, mine.signal) : null;
  try {
    const page = await asking;
    take(box, page.items, page.next_cursor, []);
    if (plain) void keepBox(box, page.items, Date.now());
  } catch (thrown) {
    if (slot.peek().at === 0) await (kept ?? fromPhone(box, filter, mine.signal));
    failed(box, thrown);
  }
}

export async function loadMore(box: Box): Promise<void> {
  const slot = list(box), { next, ids } = slot.peek();
  if (!next || slot.peek().loading) return;
  slot.value = { ...slot.peek(), loading: true };
  try {
    const page = await api.orders(box, { ...asked.get(box), cursor: next });
    take(box, page.items, page.next_cursor, ids);
  } catch (thrown) {
    failed(box, thrown);
  }
}

function take(box: Box, items: readonly OrderItem[], next: string | null, before: readonly string[]): void {
  batch(() => {
    items.forEach((item) => learn(item));
    const ids = [...new Set([...before, ...items.map((item) => item.id)])];
    list(box).value = { ids, at: Date.now(), next, stale: false, problem: null, loading: false };
  });
}

function failed(box: Box, thrown: unknown): void {
  const problem = asProblem(thrown);
  if (problem.code === 'app.aborted') return;
  list(box).value = { ...list(box).peek(), problem, loading: false, stale: true };
}

/** What this phone keeps, while the server is asked or instead of it; only what the kept rows tell can be searched. */
async function fromPhone(box: Box, filter: api.Filter, signal: AbortSignal): Promise<void> {
  if (filter.priority) return;
  const found = await import('./kept.ts').then(({ listFromPhone }) => listFromPhone(box, filter.q)).catch(() => null);
  if (!found || signal.aborted || list(box).peek().at) return;
  batch(() => {
    found.items.forEach((item) => learn(item, { keeping: false }));
    list(box).value = { ids: found.items.map((item) => item.id), at: found.at, next: null, stale: true, problem: null, loading: true };
  });
}

/** The full order; from the phone's memory first when only the row of a list is known. */
export async function open(id: string): Promise<void> {
  if (!isDetail(slot(id).peek())) {
    const found = await keptOrder(id);
    if (found && isDetail(found)) learn(found, { keeping: false });
  }
  learn(await api.order(id));
}

/** After a live message: whatever is on the screen or was loaded is asked again, each list once. */
export function refresh(): void {
  for (const [box, slot] of boxes) if (slot.peek().at) void load(box, asked.get(box) ?? {});
}

export function emptyOrders(): void {
  running.forEach((request) => request.abort());
  known.clear();
  shown.clear();
  complete.clear();
  boxes.clear();
  asked.clear();
}
