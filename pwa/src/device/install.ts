import { signal } from '@preact/signals';

interface InstallEvent extends Event { prompt(): Promise<unknown> }

/** The browser's own install question, kept for the moment somebody asks for it. */
export const installable = signal<InstallEvent | null>(null);

export function listenForInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installable.value = event as InstallEvent;
  });
  addEventListener('appinstalled', () => {
    installable.value = null;
    // Without this the system may throw away unsent photos when it wants room.
    void navigator.storage?.persist?.();
  });
}

export async function install(): Promise<void> {
  await installable.peek()?.prompt();
  installable.value = null;
}
