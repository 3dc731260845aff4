import { signal } from '@preact/signals';
import { database } from '../db/open.ts';
import { me } from './session.ts';

/** Photos and words that were entered and never handed in: a draft that is easily forgotten once its order has moved on. */
export interface Loose {
  readonly kind: 'order' | 'report' | 'inspect';
  /** The order they were taken for; null for anything else. */
  readonly order: string | null;
  readonly photos: number;
}
export const loose = signal<readonly Loose[]>([]);

/** Reads the drafts of mine that hold photos. */
export async function findLoose(): Promise<void> {
  const person = me.peek()?.person.id;
  if (!person) return void (loose.value = []);
  const tx = (await database()).transaction('drafts'), [keys, drafts] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
  if (me.peek()?.person.id !== person) return;
  loose.value = drafts.flatMap(({ person: whose, photos }, index) => {
    const [, kind, id] = String(keys[index]).split('/');
    if (whose !== person || !photos.length || (kind !== 'report' && kind !== 'inspect' && kind !== 'order')) return [];
    return [{ kind, order: kind === 'order' ? id ?? null : null, photos: photos.length }];
  });
}
