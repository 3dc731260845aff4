export interface Point { readonly lat: number; readonly lon: number }

const EARTH_M = 6_371_008.8;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

export function distance_m(a: Point, b: Point): number {
  const dLat = rad(b.lat - a.lat), dLon = rad(b.lon - a.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Rounded to what a walker cares about: 40 m, 350 m, 1.2 km, 14 km. */
export function distanceWords(metres: number): string {
  if (metres < 100) return `${Math.max(Math.round(metres / 10) * 10, 10)} m`;
  if (metres < 950) return `${Math.round(metres / 50) * 50} m`;
  return metres < 9_950 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres / 1000)} km`;
}
