import { pushKey, subscribe, unsubscribe } from '../api/calls.ts';
import { insideApp, platform, pushStateOf, renewal, type CurrentPush, type KeptPush, type PushState } from '../core/platform.ts';
import { Problem } from '../core/problem.ts';

export type { PushState } from '../core/platform.ts';

const KEPT = 'fieldloop.push', FAILED = 'fieldloop.push.failed', LATER = 'fieldloop.push.later';
export const WEEK_MS = 7 * 86_400_000;

export const isIos = () => platform(navigator.userAgent, navigator.maxTouchPoints) === 'ios';
export const isInstalled = () =>
  matchMedia('(display-mode: standalone)').matches || (navigator as { readonly standalone?: boolean }).standalone === true;
const able = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** What the server was last told; an older version of the app kept only the id, which its next start completes. */
export function keptPush(): KeptPush | null {
  const text = localStorage.getItem(KEPT);
  if (!text) return null;
  try {
    return JSON.parse(text) as KeptPush;
  } catch {
    return { id: text, person: '', endpoint: '', key: '' };
  }
}

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker?.getRegistration();
  return (await registration?.pushManager?.getSubscription()) ?? null;
}

export async function pushState(): Promise<PushState> {
  return pushStateOf({
    ios: isIos(), installed: isInstalled(), able: able(), inside: insideApp(navigator.userAgent),
    permission: able() ? Notification.permission : 'default',
    subscribed: able() && keptPush() !== null && (await current()) !== null,
    failed: localStorage.getItem(FAILED) !== null,
  });
}

/** Answers the subscription's id. Must be called from a tap: browsers ignore the question otherwise. */
export async function pushOn(person: string): Promise<string> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Problem('push.denied', -1);
  try {
    return await settle(person, (await pushKey()).key);
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'push.unreachable') localStorage.setItem(FAILED, '1');
    throw thrown;
  }
}

/** Subscribes and tells the server, which learns what this replaces. */
async function settle(person: string, key: string): Promise<string> {
  const old = keptPush();
  const subscription = await attempt(await navigator.serviceWorker.ready, key);
  const replaces = old && old.person === person && old.endpoint !== subscription.endpoint ? { replaces: old.id } : {};
  const { id } = await subscribe({ ...subscription.toJSON(), ...replaces });
  const kept: KeptPush = { id, person, endpoint: subscription.endpoint, key };
  localStorage.setItem(KEPT, JSON.stringify(kept));
  localStorage.removeItem(FAILED);
  return id;
}

async function attempt(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const wanted = { userVisibleOnly: true, applicationServerKey: fromBase64Url(key) };
  // Without Google's services Chromium never settles; say so instead of turning for ever.
  const limit = new Promise<never>((_, reject) => setTimeout(() => reject(new Problem('push.unreachable', -1)), 20_000));
  try {
    return await Promise.race([registration.pushManager.subscribe(wanted), limit]);
  } catch (thrown) {
    // A subscription made with an older key of the server blocks a new one.
    const stale = await registration.pushManager.getSubscription();
    if (thrown instanceof Problem || !stale) throw new Problem('push.unreachable', -1, String(thrown));
    await stale.unsubscribe();
    return registration.pushManager.subscribe(wanted);
  }
}

const OFF_MS = 4_000;

/** Waits a moment and no longer: a log-out without a network must not stand still, and a lost call is made good by the end of the session. */
export async function pushOff(): Promise<void> {
  const kept = keptPush(), limit = new AbortController();
  localStorage.removeItem(KEPT);
  const off = async () => {
    await (await current())?.unsubscribe();
    if (kept) await unsubscribe(kept.id, { signal: limit.signal });
  };
  const late = new Promise<void>((resolve) => setTimeout(() => { limit.abort(); resolve(); }, OFF_MS));
  await Promise.race([off(), late]);
}

/** What was told to one person stays out of another's sight. */
export async function clearNotices(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  (await registration?.getNotifications?.())?.forEach((notice) => notice.close());
}

/** Whoever has said "later" or "off" is not asked again before then. */
export const askLater = (ms: number) => localStorage.setItem(LATER, String(Date.now() + ms));
export const mayAsk = () => Date.now() > Number(localStorage.getItem(LATER));

/** At each start: what is gone is made again, what has changed is told, and another person's is dropped. Asks nobody anything; answers the id when it is new. */
export async function renewPush(person: string): Promise<string | null> {
  const kept = known(keptPush(), person);
  if (!kept || !able()) return null;
  const subscription = await current(), granted = Notification.permission === 'granted';
  const key = kept.person === person && granted ? (await pushKey()).key : '';
  const now: CurrentPush | null = subscription && { endpoint: subscription.endpoint, key: keyOf(subscription) };
  switch (renewal(kept, now, person, key, granted)) {
    case 'drop':
      localStorage.removeItem(KEPT);
      // The push service then answers "gone", and the server forgets it; this person may not end another's.
      await subscription?.unsubscribe();
      return null;
    case 'subscribe':
    case 'send':
      return settle(person, key);
    case 'nothing':
      return null;
  }
}

/** What an older version kept says no person: it was whoever stayed logged in. */
const known = (kept: KeptPush | null, person: string) => (kept && !kept.person ? { ...kept, person } : kept);

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
