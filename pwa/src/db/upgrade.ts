import type { Command, PhotoClaim } from '../core/command.ts';
import type { Draft, Upgrade } from './open.ts';

/** Version 1 kept a photo's bytes inside the draft, and an outbox of order commands only. */
interface Photo1 extends PhotoClaim { readonly bytes: ArrayBuffer; readonly type: string }
interface Draft1 { readonly person: string; readonly photos: readonly Photo1[]; readonly fields: Draft['fields'] }
interface Unsent1 { readonly seq: number; readonly person: string; readonly order: string; readonly command: Command }

/** Only awaits the database: anything else would end the upgrade in the middle. */
export async function fromVersion1(tx: Upgrade): Promise<void> {
  const outbox = tx.objectStore('outbox'), drafts = tx.objectStore('drafts');
  if ([...outbox.indexNames as Iterable<string>].includes('command')) outbox.deleteIndex('command' as 'id');
  for (const { seq, person, order, command } of (await outbox.getAll()) as unknown as Unsent1[]) {
    const photos = (command.photos ?? []).map((photo) => photo.sha256);
    await outbox.put({
      seq, id: command.id, person, lane: order, kind: 'act', body: command, photos,
      made_at: Date.parse(command.at), tries: 0, retry_at: 0, parked: null,
    });
  }
  for (const key of await drafts.getAllKeys()) {
    const draft = (await drafts.get(key)) as unknown as Draft1;
    for (const photo of draft.photos) await unpack(tx, draft.person, photo);
    await drafts.put({ person: draft.person, photos: draft.photos.map(claim), fields: draft.fields }, key);
  }
}

async function unpack(tx: Upgrade, person: string, { sha256, type, bytes }: Photo1): Promise<void> {
  // Whether it had arrived was never written down; sending it again costs bytes, and stores nothing twice.
  const held = { person, sha256, type, size_bytes: bytes.byteLength, stored: false, refused: null, tries: 0, retry_at: 0 };
  await tx.objectStore('photos').put(held);
  await tx.objectStore('bytes').put(bytes, [person, sha256]);
}

function claim({ bytes: _bytes, type: _type, ...facts }: Photo1): PhotoClaim {
  return facts;
}
