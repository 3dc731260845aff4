import { batch, signal, type Signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import type { Box, OrderDetail, OrderItem } from '../api/types.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { keepBox, keepOrder, keptBox, keptOrder } from '../db/cache.ts';

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

const known = new Map<string, Signal<OrderItem | OrderDetail | null>>();
/** The version up to which each order is known in full. */
const complete = new Map<string, number>();
const boxes = new Map<Box, Signal<List>>();
/** The filter each list was last loaded with, so that a live refresh asks the same question. */
const asked = new Map<Box, api.Filter>();

export function order(id: string): Signal<OrderItem | OrderDetail | null> {
  const found = known.get(id) ?? signal<OrderItem | OrderDetail | null>(null);
  known.set(id, found);
  return found;
}

export function list(box: Box): Signal<List> {
  const found = boxes.get(box) ?? signal<List>(NOTHING);
  boxes.set(box, found);
  return found;
}

export const isDetail = (value: OrderItem | OrderDetail | null): value is OrderDetail => value !== null && 'events' in value;

/** Takes in what the server said unless something newer is known: answers may overtake each other. */
export function learn(fresh: OrderItem | OrderDetail): void {
  const slot = order(fresh.id), old = slot.peek();
  if (old && old.version > fresh.version) return;
  if (isDetail(fresh)) {
    slot.value = fresh;
    complete.set(fresh.id, fresh.version);
    void keepOrder(fresh);
  } else if (!isDetail(old)) slot.value = fresh;
  // A newer row of a list must not take the timeline off the screen; what is permitted is unknown until the rest arrives.
  else if (old.version < fresh.version) slot.value = { ...old, ...fresh, actions: [] };
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
  if (slot.peek().at === 0 && plain) await fromPhone(box);
  try {
    const page = await api.orders(box, filter, { signal: mine.signal });
    take(box, page.items, page.next_cursor, []);
    if (plain) void keepBox(box, page.items, Date.now());
  } catch (thrown) {
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
    items.forEach(learn);
    const ids = [...new Set([...before, ...items.map((item) => item.id)])];
    list(box).value = { ids, at: Date.now(), next, stale: false, problem: null, loading: false };
  });
}

function failed(box: Box, thrown: unknown): void {
  const problem = asProblem(thrown);
  if (problem.code === 'app.aborted') return;
  list(box).value = { ...list(box).peek(), problem, loading: false, stale: true };
}

async function fromPhone(box: Box): Promise<void> {
  const found = await keptBox(box);
  if (!found || list(box).peek().at) return;
  batch(() => {
    found.items.forEach(learn);
    list(box).value = { ids: found.items.map((item) => item.id), at: found.at, next: null, stale: true, problem: null, loading: true };
  });
}

/** The full order; from the phone's memory first when only the row of a list is known. */
export async function open(id: string): Promise<void> {
  if (!isDetail(order(id).peek())) {
    const found = await keptOrder(id);
    if (found && isDetail(found)) learn(found);
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
  complete.clear();
  boxes.clear();
  asked.clear();
}
