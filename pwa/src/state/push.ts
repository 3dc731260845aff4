import { signal } from '@preact/signals';
import { keep } from '../db/cache.ts';
import { pushOn, renewPush } from '../device/push.ts';
import { me } from './session.ts';

/** Counts new subscriptions, for whoever shows whether there is one. */
export const subscribed = signal(0);

/** Kept where the service worker can read it: the browser may change the subscription while no page is open. */
async function note(id: string): Promise<void> {
  await keep('push', id);
  subscribed.value++;
}

/** Only ever called from a tap. */
export async function turnPushOn(): Promise<void> {
  await note(await pushOn(me.peek()?.person.id ?? ''));
}

export async function renew(): Promise<void> {
  const person = me.peek()?.person.id, id = person ? await renewPush(person) : null;
  if (id) await note(id);
}
