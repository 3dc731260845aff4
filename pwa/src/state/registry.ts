import { signal, type Signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import type { Colleague, Element, Reason, Ref, Unit } from '../api/types.ts';
import { keep, kept } from '../db/cache.ts';
import { name, t } from '../i18n/index.ts';

/** Lists that change about once a month: kept up to date by `/sync`; asked for only while that has not come yet. */
function lookup<T>(key: string, fetch: () => Promise<T[]>): () => Signal<readonly T[]> {
  const held = slot<T>(key);
  let asked = false;
  const load = async () => {
    const known = await kept<T[]>(key);
    if (known) held.value = known;
    if (known && await kept('sync')) return;
    try {
      held.value = await fetch();
      await keep(key, held.value);
    } catch {
      asked = false;
    }
  };
  return () => {
    if (!asked) {
      asked = true;
      void load();
    }
    return held;
  };
}

const slots = new Map<string, Signal<readonly unknown[]>>();
function slot<T>(key: string): Signal<readonly T[]> {
  const held = signal<readonly T[]>([]);
  slots.set(key, held as Signal<readonly unknown[]>);
  return held;
}

/** Newer lists have come with `/sync`. */
export function refill(lists: { readonly [key: string]: unknown }): void {
  for (const [key, held] of slots) held.value = lists[key] as readonly unknown[];
}

/** The people of a unit who are kept on this phone, for when nobody can be asked. */
export const keptPeople = async (unit: string) => ((await kept<Colleague[]>('people')) ?? []).filter((person) => person.unit === unit);

export const elements = lookup<Element>('elements', api.elements);
export const scenarios = lookup<Ref>('scenarios', api.scenarios);
export const reasons = lookup<Reason>('reasons', api.reasons);
export const units = lookup<Unit>('units', api.units);

/** What may be chosen for a step; some reasons only the system gives. A list kept by an older version does not say. */
export const reasonsFor = (action: string) => reasons().value.filter((one) => one.action === action && one.offered !== false);

export function reasonWords(code: string): string {
  const found = reasons().value.find((reason) => reason.code === code);
  return found ? name(found.name) : code === 'other' ? t().other : code;
}
