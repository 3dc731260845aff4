import { shown, type Push } from './notice.ts';
import { resubscribe, type Change } from './renew.ts';
import { shellFirst, thumbFirst } from './serve.ts';
import { uuid7 } from '../core/command.ts';
import { kept } from '../db/cache.ts';
import { enqueue } from '../db/outbox.ts';
import { ring } from '../outbox/bell.ts';
import { flush } from '../outbox/flush.ts';

declare const self: ServiceWorkerGlobalScope;
declare const __SHELL__: readonly string[];
declare const __VERSION__: string;

const SHELL = `shell-${__VERSION__}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) =>
    // Past the HTTP cache: an old index.html beside new scripts would be a broken app.
    cache.addAll(__SHELL__.map((url) => new Request(url, { cache: url.startsWith('/assets/') ? 'default' : 'reload' })))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith('shell-') && name !== SHELL).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (/^\/api\/v1\/photos\/[0-9a-f]{64}\/thumb$/.test(url.pathname)) return event.respondWith(thumbFirst(event.request));
  if (/^\/(api|schema|health|metrics|open311)(\/|$)/.test(url.pathname)) return;
  if (event.request.mode === 'navigate') return event.respondWith(shellFirst(SHELL, '/index.html', event.request));
  if (__SHELL__.includes(url.pathname)) event.respondWith(shellFirst(SHELL, url.pathname, event.request));
});

/** The page asks for this once the person has agreed to the new version. */
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('push', (event) => {
  // First what is seen: browsers revoke subscriptions whose pushes stay silent.
  event.waitUntil(standing().then((there) => {
    const { title, options } = shown(event.data?.text(), navigator.language, there);
    return self.registration.showNotification(title, options).then(() => Promise.all([tellPages({ kind: 'pushed', push: options.data }), send()]));
  }));
});

const standing = () => self.registration.getNotifications().then((all) => all.map((one) => (one.data ?? {}) as Push), () => []);

/** The system says that the network is back, also when no page is open. */
self.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(send(true)));

self.addEventListener('pushsubscriptionchange', (event) => {
  const told = (path: string, body: unknown) => post(path, body);
  const replaced = kept<string>('push').then((id) => resubscribe(self.registration.pushManager, event as Change, told, id));
  (event as ExtendableEvent).waitUntil(replaced.catch(() => false));
});

/** Sends what waits on this phone, in the name of whoever is logged in. */
async function send(eager = false): Promise<void> {
  const person = await whoseTurn();
  if (!person) return;
  const next = await flush(person, {}, eager);
  // A rejected `sync` event is what makes the browser try it again later.
  if (eager && typeof next === 'number') throw new Error('not everything is sent');
}

const whoseTurn = async () => (await kept<{ person: { id: string } }>('me'))?.person.id;

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(clicked(event.notification.data as Push, event.action));
});

/** Marks the notice seen, accepts when that button was tapped, and always ends on the order. */
async function clicked(push: Push, action: string): Promise<void> {
  const opening = show(push.url);
  if (push.notice_id) void post(`/notices/${push.notice_id}/seen`).catch(() => undefined);
  if (action === 'accept' && push.order_id) {
    await accept(push.order_id).catch(() => undefined);
  }
  await opening;
}

/** The same way as a tap in the app: written down first, so that it counts in a basement too. */
async function accept(order: string): Promise<void> {
  const person = await whoseTurn();
  if (!person) return;
  const id = uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(16))), made_at = Date.now();
  const body = { id, action: 'accept', at: new Date(made_at).toISOString() } as const;
  await enqueue({ id, person, lane: order, kind: 'act', body, photos: [], made_at, tries: 0, retry_at: 0, parked: null });
  ring();
  await flush(person);
}

async function tellPages(message: unknown): Promise<void> {
  for (const client of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) client.postMessage(message);
}

async function show(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find((client) => 'focus' in client);
  if (!open) return void (await self.clients.openWindow(path));
  open.postMessage({ kind: 'go', path });
  await open.focus().catch(() => undefined);
}

function post(path: string, body?: unknown): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', 'X-Fieldloop': '1' };
  return fetch(`/api/v1${path}`, {
    method: 'POST', headers, credentials: 'same-origin', keepalive: true, ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
