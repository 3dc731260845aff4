import { signal } from '@preact/signals';

/** The server's time as far as we know it: a phone's clock may be minutes off, a deadline may not. */
export const now = signal(Date.now());
let offset = 0;

export function setServerTime(iso: string): void {
  offset = Date.parse(iso) - Date.now();
  tick();
}

export const serverNow = () => Date.now() + offset;

function tick(): void {
  now.value = serverNow();
}

/** Ticks only while somebody looks, so a phone in a pocket sleeps. */
export function startClock(): void {
  let timer = 0;
  const follow = () => {
    clearInterval(timer);
    if (document.hidden) return;
    tick();
    timer = window.setInterval(tick, 1000);
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}
