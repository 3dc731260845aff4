export const THUMBS = 'thumbs';

/** A thumbnail that is kept; when there is none, no other version of it is kept any longer: something of it was covered since. */
export async function keptThumb(cache: Cache, url: string): Promise<Response | undefined> {
  const hit = await cache.match(url, { ignoreVary: true });
  if (!hit) await cache.delete(url, { ignoreSearch: true, ignoreVary: true });
  return hit;
}
