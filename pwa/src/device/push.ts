import { pushKey, subscribe, unsubscribe } from '../api/calls.ts';
import { Problem } from '../core/problem.ts';

/** `install`: an iPhone gives push only to an app on the home screen. */
export type PushState = 'unsupported' | 'install' | 'denied' | 'off' | 'on';

const KEPT_ID = 'fieldloop.push';

export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    return isIos() && !isInstalled() ? 'install' : 'unsupported';
  }
  if (Notification.permission === 'denied') return 'denied';
  const registration = await navigator.serviceWorker.getRegistration();
  const current = await registration?.pushManager.getSubscription();
  return current && localStorage.getItem(KEPT_ID) ? 'on' : 'off';
}

/** Must be called from a tap: browsers ignore the question otherwise. */
export async function pushOn(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Problem('push.denied', -1);
  const { key } = await pushKey();
  const registration = await navigator.serviceWorker.ready;
  const subscription = await attempt(registration, key);
  const { id } = await subscribe(subscription.toJSON());
  localStorage.setItem(KEPT_ID, id);
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

export async function pushOff(): Promise<void> {
  const id = localStorage.getItem(KEPT_ID);
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  localStorage.removeItem(KEPT_ID);
  await subscription?.unsubscribe();
  if (id) await unsubscribe(id);
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

export const isIos = () => /iPhone|iPad|iPod/.test(navigator.userAgent);
export const isInstalled = () =>
  matchMedia('(display-mode: standalone)').matches || (navigator as { readonly standalone?: boolean }).standalone === true;
