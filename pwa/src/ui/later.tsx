import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { me } from '../state/session.ts';

const strips = signal<ComponentType | null>(null);

/** What stands above the lists but must not be in the way of the first of them: fetched once somebody is in. */
export function startLater(): void {
  const stop = me.subscribe((person) => {
    if (!person) return;
    queueMicrotask(() => stop());
    setTimeout(() => void import('./strips.tsx').then(({ Strips }) => (strips.value = Strips), () => undefined), 800);
  });
}

export function LaterStrips() {
  const Strips = strips.value;
  return Strips && <Strips />;
}
