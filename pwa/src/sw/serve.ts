import { keptThumb, THUMBS } from '../db/thumbs.ts';

const MOST_THUMBS = 300;

/** A file of the app's own version; the network only when the cache was emptied by the system. */
export async function shellFirst(cacheName: string, key: string, request: Request): Promise<Response> {
  const hit = await (await caches.open(cacheName)).match(key, { ignoreVary: true });
  return hit ?? fetch(request);
}

/** A thumbnail's address says what is covered of it, and what it names never changes; the page empties this cache at log-out. */
export async function thumbFirst(request: Request): Promise<Response> {
  const cache = await caches.open(THUMBS);
  const hit = await keptThumb(cache, request.url);
  if (hit) return hit;
  const answer = await fetch(request);
  if (answer.ok) void cache.put(request, answer.clone()).then(() => trim(cache)).catch(() => undefined);
  return answer;
}

async function trim(cache: Cache): Promise<void> {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(keys.length - MOST_THUMBS, 0)).map((key) => cache.delete(key)));
}
