import { signal } from '@preact/signals';
import { swScript } from './trusted.ts';

/** A newer version that waits for the person's consent. */
export const waiting = signal<ServiceWorker | null>(null);

export async function startServiceWorker(go: (path: string) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<{ kind?: string; path?: string }>) => {
    if (event.data.kind === 'go' && event.data.path?.startsWith('/')) go(event.data.path);
  });
  const registration = await navigator.serviceWorker.register(swScript(), { updateViaCache: 'none' });
  const look = () => {
    // Without a controller this is the first install: nothing old is running, nobody has to be asked.
    if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting;
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) registration.update().catch(() => undefined);
  });
}

/** Only ever called from a tap. */
export function takeOver(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.peek()?.postMessage('take-over');
}
