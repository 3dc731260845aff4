import { signal, type Signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import type { Element, Reason, Ref, Unit } from '../api/types.ts';
import { keep, kept } from '../db/cache.ts';
import { name, t } from '../i18n/index.ts';

/** Lists that change about once a month: shown from the phone, asked anew once per start. */
function lookup<T>(key: string, fetch: () => Promise<T[]>): () => Signal<readonly T[]> {
  const held = signal<readonly T[]>([]);
  let asked = false;
  const load = async () => {
    const known = await kept<T[]>(key);
    if (known) held.value = known;
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

export const elements = lookup<Element>('elements', api.elements);
export const scenarios = lookup<Ref>('scenarios', api.scenarios);
export const reasons = lookup<Reason>('reasons', api.reasons);
export const units = lookup<Unit>('units', api.units);

export function reasonWords(code: string): string {
  const found = reasons().value.find((reason) => reason.code === code);
  return found ? name(found.name) : code === 'other' ? t().other : code;
}
