import { signal } from '@preact/signals';
import { remembered, type Used } from '../core/suggest.ts';
import { keep, kept } from '../db/cache.ts';
import { me } from './session.ts';

/** What this person chose lately when reporting, the newest first; it stays on this phone and goes at log-out. */
export const used = signal<readonly Used[]>([]);
let whose = '';

const key = (person: string) => `used/${person}`;

export async function readUsed(): Promise<void> {
  const person = me.peek()?.person.id ?? '';
  if (person === whose) return;
  whose = person;
  used.value = [];
  const found = await kept<readonly Used[]>(key(person));
  if (found && person === whose) used.value = found;
}

export async function noteUsed(latest: Used): Promise<void> {
  await readUsed();
  used.value = remembered(used.peek(), latest);
  await keep(key(whose), used.peek());
}
