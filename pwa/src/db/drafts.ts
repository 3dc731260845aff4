import { database, type Draft } from './open.ts';
import { letGo } from './outbox.ts';

export async function keepDraft(key: string, draft: Draft): Promise<void> {
  const empty = draft.photos.length === 0 && Object.values(draft.fields).every((value) => value === '');
  const tx = (await database()).transaction('drafts', 'readwrite', { durability: 'strict' });
  await (empty ? tx.store.delete(key) : tx.store.put(draft, key));
  await tx.done;
}

/** Another person's unsent words and photos are never shown on a shared phone. */
export async function keptDraft(key: string, person: string): Promise<Draft | undefined> {
  const draft = await (await database()).get('drafts', key);
  return draft?.person === person ? draft : undefined;
}

/** Lets go of pictures that were taken out of a draft. */
export async function dropPhotos(person: string, sha256s: readonly string[]): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts', 'photos', 'bytes'], 'readwrite');
  await letGo(tx.objectStore('outbox'), tx.objectStore('drafts'), tx.objectStore('photos'), tx.objectStore('bytes'), person, sha256s);
  await tx.done;
}
