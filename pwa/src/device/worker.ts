import { signal } from '@preact/signals';
import { swScript } from './trusted.ts';

/** A newer version that waits for the person's consent. */
export const waiting = signal<ServiceWorker | null>(null);
/** Another tab has changed to a newer version: what this one has not loaded yet may be gone. */
export const replaced = signal(false);

/** `calm`: whether this tab can be loaded anew without anybody losing anything. */
export async function startServiceWorker(go: (path: string) => void, calm: () => boolean): Promise<void> {
  addEventListener('fieldloop-outdated', () => (replaced.value = true));
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<{ kind?: string; path?: string }>) => {
    if (event.data.kind === 'go' && event.data.path?.startsWith('/')) go(event.data.path);
  });
  // The first worker takes over a page that already is of its version.
  let old = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (old && calm()) return location.reload();
    replaced.value = old;
    old = true;
  });
  await register(5_000);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) registration.update().catch(() => undefined);
  });
}

let registration: ServiceWorkerRegistration;

/** One file that does not come ends a first install, and with it the registration: tried again after a pause while somebody is here. */
async function register(pause: number): Promise<void> {
  const mine = (registration = await navigator.serviceWorker.register(swScript(), { updateViaCache: 'none' }));
  const look = () => {
    // Without a controller this is the first install: nothing old is running, nobody has to be asked.
    if (mine.waiting && navigator.serviceWorker.controller) waiting.value = mine.waiting;
  };
  const follow = () => {
    const { installing } = mine;
    if (installing) installing.onstatechange = () => {
      look();
      if (installing.state === 'redundant' && !mine.active) setTimeout(() => void register(pause * 2).catch(() => undefined), pause);
    };
  };
  look();
  // The page before this one may have left while it was being installed.
  follow();
  mine.onupdatefound = follow;
}

/** Only ever called from a tap. */
export function takeOver(): void {
  waiting.peek()?.postMessage('take-over');
}
