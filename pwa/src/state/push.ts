import { keep } from '../db/cache.ts';
import { pushOn, renewPush } from '../device/push.ts';
import { me } from './session.ts';

/** Kept where the service worker can read it: the browser may change the subscription while no page is open. */
const note = (id: string) => keep('push', id);

/** Only ever called from a tap. */
export async function turnPushOn(): Promise<void> {
  await note(await pushOn(me.peek()?.person.id ?? ''));
}

export async function renew(): Promise<void> {
  const person = me.peek()?.person.id, id = person ? await renewPush(person) : null;
  if (id) await note(id);
}
