import { Problem } from '../core/problem.ts';

export interface Fix { readonly lat: number; readonly lon: number; readonly accuracy_m: number; readonly at: number }

/** One fix, not a track: nobody is followed. A minute-old one is good enough for a distance in a list. */
export function locate(maxAge = 0, timeout = 12_000): Promise<Fix> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator) || !isSecureContext) return reject(new Problem('place.unsupported', -1));
    // The browser's own limit does not run while its question waits for a tap, and nothing may wait for that for ever.
    setTimeout(() => reject(new Problem('place.unavailable', -1)), timeout + 1_000);
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => resolve({
        lat: coords.latitude, lon: coords.longitude, accuracy_m: Math.round(coords.accuracy), at: timestamp,
      }),
      (error) => reject(new Problem(error.code === error.PERMISSION_DENIED ? 'place.denied' : 'place.unavailable', -1)),
      { enableHighAccuracy: true, maximumAge: maxAge, timeout },
    );
  });
}

/** Whether asking would pop up a question; a list must not do that by itself. */
export async function mayLocate(): Promise<boolean> {
  if (!isSecureContext || !navigator.permissions) return false;
  const { state } = await navigator.permissions.query({ name: 'geolocation' });
  return state === 'granted';
}
