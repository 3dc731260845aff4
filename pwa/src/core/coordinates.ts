import type { Point } from './distance.ts';

/**
 * What a coordinate means. We keep WGS-84, as satellites and RFC 5870 have it; maps published in China must be drawn in GCJ-02,
 * some 500 m away, and Baidu shifts that once more (BD-09). Convert at the edge, never store the result.
 */
export type System = 'wgs84' | 'gcj02' | 'bd09';

const SEMI_MAJOR_M = 6_378_245, ECCENTRICITY_2 = 0.006_693_421_622_965_943;
const { PI, abs, atan2, cos, hypot, sin, sqrt } = Math;

/** The box of the public algorithm: far too wide (Seoul is in it), but it is the same box that others use. */
export function inChina({ lat, lon }: Point): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

const wave = (x: number, large: number, period: number, small: number, shorter: number) => large * sin(x / period * PI) + small * sin(x / shorter * PI);

/** How far GCJ-02 lies from WGS-84, in degrees; Krasovsky's ellipsoid of 1940. */
function shift({ lat, lon }: Point): Point {
  const x = lon - 105, y = lat - 35;
  const both = wave(x, 20, 1 / 6, 20, 1 / 2);
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    + (both + wave(y, 20, 1, 40, 3) + wave(y, 160, 12, 320, 30)) * 2 / 3;
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    + (both + wave(x, 20, 1, 40, 3) + wave(x, 150, 12, 300, 30)) * 2 / 3;
  const phi = lat / 180 * PI, curve = 1 - ECCENTRICITY_2 * sin(phi) ** 2;
  return {
    lat: north * 180 / (SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / (curve * sqrt(curve)) * PI),
    lon: east * 180 / (SEMI_MAJOR_M / sqrt(curve) * cos(phi) * PI),
  };
}

export function wgs84ToGcj02(point: Point): Point {
  if (!inChina(point)) return point;
  const by = shift(point);
  return { lat: point.lat + by.lat, lon: point.lon + by.lon };
}

/** There is no inverse formula; the shift changes so slowly that four rounds end far below a millimetre. */
export function gcj02ToWgs84(point: Point): Point {
  if (!inChina(point)) return point;
  let found = point;
  for (let round = 0; round < 4; round++) {
    const by = shift(found);
    found = { lat: point.lat - by.lat, lon: point.lon - by.lon };
  }
  return found;
}

const BAIDU_TURN = PI * 3000 / 180, BAIDU_NORTH = 0.006, BAIDU_EAST = 0.0065;

export function gcj02ToBd09(point: Point): Point {
  if (!inChina(point)) return point;
  const { lat, lon } = point;
  const far = hypot(lon, lat) + 0.00002 * sin(lat * BAIDU_TURN), angle = atan2(lat, lon) + 0.000003 * cos(lon * BAIDU_TURN);
  return { lat: far * sin(angle) + BAIDU_NORTH, lon: far * cos(angle) + BAIDU_EAST };
}

/** The formula in use elsewhere is half a metre off; this one goes the known way forth until it arrives. */
export function bd09ToGcj02(point: Point): Point {
  if (!inChina(point)) return point;
  let found = { lat: point.lat - BAIDU_NORTH, lon: point.lon - BAIDU_EAST };
  for (let round = 0; round < 4; round++) {
    const there = gcj02ToBd09(found);
    found = { lat: found.lat + point.lat - there.lat, lon: found.lon + point.lon - there.lon };
  }
  return found;
}

/** From what we keep to what a map is drawn in. */
export function toSystem(point: Point, system: System): Point {
  if (system === 'wgs84') return point;
  return system === 'gcj02' ? wgs84ToGcj02(point) : gcj02ToBd09(wgs84ToGcj02(point));
}

/** From what a map is drawn in, where somebody dropped a pin, to what we keep. */
export function fromSystem(point: Point, system: System): Point {
  if (system === 'wgs84') return point;
  return gcj02ToWgs84(system === 'gcj02' ? point : bd09ToGcj02(point));
}
