import type { Command } from '../core/command.ts';
import { database, type Unsent } from './open.ts';

/** Written with strict durability before the request leaves, so a killed tab cannot lose a tap. */
export async function remember(person: string, order: string, command: Command): Promise<void> {
  const tx = (await database()).transaction('outbox', 'readwrite', { durability: 'strict' });
  const known = await tx.store.index('command').getKey(command.id);
  if (known === undefined) await tx.store.add({ person, order, command });
  await tx.done;
}

/** Only once the server's answer is here, or the person has been told that it was refused. */
export async function forget(command: string): Promise<void> {
  const tx = (await database()).transaction('outbox', 'readwrite');
  const key = await tx.store.index('command').getKey(command);
  if (key !== undefined) await tx.store.delete(key);
  await tx.done;
}

export async function unsent(person: string): Promise<Unsent[]> {
  return (await (await database()).getAll('outbox')).filter((item) => item.person === person);
}
