import { signal } from '@preact/signals';
import { insideApp, platform } from '../core/platform.ts';

export const here = () => platform(navigator.userAgent, navigator.maxTouchPoints);
export const inside = () => insideApp(navigator.userAgent);

/** `unknown`: the browser does not say, and asks when it comes to it. */
export type Permission = 'granted' | 'denied' | 'prompt' | 'unknown' | 'unsupported';
export type Wanted = 'place' | 'camera' | 'notifications';
const NAMES: Record<Wanted, string> = { place: 'geolocation', camera: 'camera', notifications: 'notifications' };

const has: Record<Wanted, () => boolean> = {
  place: () => 'geolocation' in navigator && isSecureContext,
  camera: () => Boolean(navigator.mediaDevices),
  notifications: () => 'Notification' in globalThis,
};

export async function permission(of: Wanted): Promise<Permission> {
  if (!has[of]()) return 'unsupported';
  if (of === 'notifications' && Notification.permission === 'denied') return 'denied';
  try {
    return (await navigator.permissions.query({ name: NAMES[of] as PermissionName })).state;
  } catch {
    return 'unknown';
  }
}

/** Makes the browser ask, by using for a moment what is asked for. Only ever called from a tap. */
export async function ask(of: Wanted): Promise<void> {
  if (of === 'place') await new Promise<void>((resolve) => navigator.geolocation.getCurrentPosition(() => resolve(), () => resolve(), { timeout: 15_000 }));
  if (of === 'camera') await navigator.mediaDevices.getUserMedia({ video: true }).then((stream) => stream.getTracks().forEach((track) => track.stop()), () => undefined);
  if (of === 'notifications') await Notification.requestPermission();
}

export interface Storage { readonly persisted: boolean | null; readonly used: number | null; readonly quota: number | null }

/** `null`: the browser does not say. */
export async function storage(): Promise<Storage> {
  const { storage: manager } = navigator;
  const [persisted, room] = await Promise.all([
    manager?.persisted?.().catch(() => null) ?? null, manager?.estimate?.().catch(() => null) ?? null,
  ]);
  return { persisted, used: room?.usage ?? null, quota: room?.quota ?? null };
}

export const keepData = async (): Promise<boolean> => (await navigator.storage?.persist?.().catch(() => false)) ?? false;

const ASKED = 'fieldloop.keep', WEEK_MS = 7 * 86_400_000;

/** Asks for it unasked, once there is something to lose; some browsers ask the person then, so not more than once a week. */
export async function keepWork(): Promise<void> {
  if (Date.now() < Number(localStorage.getItem(ASKED)) + WEEK_MS || (await storage()).persisted !== false) return;
  localStorage.setItem(ASKED, String(Date.now()));
  await keepData();
}

/** The last push the service worker told its pages of. */
export const pushed = signal<{ readonly kind?: string; readonly at: number } | null>(null);

/** Listens for pushes for as long as a page wants to see them; call what it answers to stop. */
export function hearPushes(): () => void {
  const hear = (event: MessageEvent<{ kind?: string; push?: { kind?: string } }>) => {
    if (event.data?.kind === 'pushed') pushed.value = { ...event.data.push, at: Date.now() };
  };
  navigator.serviceWorker?.addEventListener('message', hear);
  return () => navigator.serviceWorker?.removeEventListener('message', hear);
}

/** The build is known by the name of its first script, which is made of its contents. */
export function build(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type=module][src*="/assets/"]');
  return /-([\w-]+)\.js$/.exec(script?.src ?? '')?.[1] ?? 'dev';
}

/** Asks the server for a newer version of the app; answers whether one is coming or waits. */
export async function lookForUpdate(): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update();
  return Boolean(registration?.installing ?? registration?.waiting);
}
