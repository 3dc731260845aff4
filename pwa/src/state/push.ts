import { signal } from '@preact/signals';
import { keep } from '../db/cache.ts';
import { clearNotices, pushOn, renewPush } from '../device/push.ts';
import { me, session } from './session.ts';

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

const TRAY = 'fieldloop.tray';

/** The notices that this phone shows are one person's: they go with the log-out, or when somebody else comes. Who must only log in again keeps theirs. */
export function ownTray(): () => void {
  const person = me.peek()?.person.id ?? '', last = localStorage.getItem(TRAY);
  if (last && last !== person) void clearNotices().catch(() => undefined);
  localStorage.setItem(TRAY, person);
  return () => {
    const now = session.peek();
    if (now.kind === 'out' && now.why !== 'expired') void clearNotices().catch(() => undefined);
  };
}
