import { computed, signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import type { Inspection } from '../api/types.ts';
import type { Inspected } from '../core/command.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { keep, kept } from '../db/cache.ts';
import { INSPECTIONS } from '../db/outbox.ts';
import { newId, put, timeNow } from './act.ts';
import { claims, finish, ready, type Draft } from './draft.ts';
import { items } from './outbox.ts';

interface Known { readonly items: readonly Inspection[]; readonly stale: boolean; readonly problem: Problem | null }

const known = signal<Known | null>(null);
/** Judged here, and not yet known to be so by the list the server gives. */
const judged = signal<ReadonlySet<string>>(new Set());
const sending = () => new Set(items.value.filter(({ kind, parked }) => kind === 'inspect' && !parked).map(({ lane }) => lane));

/** What is left to look at, without what was judged and only waits to be sent; null before anything is known. */
export const inspections = computed((): Known | null => {
  const { value } = known, away = sending();
  return value && { ...value, items: value.items.filter(({ id }) => !away.has(id) && !judged.value.has(id)) };
});
export const unsentVerdicts = computed(() => sending().size);

/** From this phone at once, from the server when it answers. */
export async function loadInspections(): Promise<void> {
  const asking = api.inspections();
  asking.catch(() => undefined);
  if (!known.peek()) {
    const found = await kept<Inspection[]>(INSPECTIONS);
    if (found) known.value = { items: found, stale: true, problem: null };
  }
  try {
    const fresh = await asking;
    known.value = { items: fresh, stale: false, problem: null };
    judged.value = new Set();
    await keep(INSPECTIONS, fresh);
  } catch (thrown) {
    known.value = { items: known.peek()?.items ?? [], stale: true, problem: asProblem(thrown) };
  }
}

const running = new Set<string>();

/** Writes a finding down; two taps are one. Goes with its photos when there is a network. */
export async function judge({ id }: Inspection, from: Draft): Promise<boolean> {
  if (running.has(id)) return false;
  running.add(id);
  try {
    await ready(from);
    const { verdict, text } = from.fields.peek(), words = text?.trim(), photos = claims(from).map(({ phase: _phase, ...facts }) => facts);
    const body: Inspected = { id: newId(), at: timeNow(), verdict: verdict === 'bad' ? 'bad' : 'good', ...(words ? { text: words } : {}), ...(photos.length ? { photos } : {}) };
    await put({ id: body.id, lane: id, kind: 'inspect', body, photos: photos.map(({ sha256 }) => sha256) }, from.key, true);
    judged.value = new Set([...judged.peek(), id]);
    finish(from);
    return true;
  } finally {
    running.delete(id);
  }
}
