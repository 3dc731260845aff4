import type { Point } from './distance.ts';

/** What a tile or a map app counts in. Everything stored is WGS-84; Chinese maps are shifted by law, AMap's and Tencent's once, Baidu's twice. */
export type Datum = 'wgs84' | 'gcj02' | 'bd09';

const AXIS_M = 6_378_245, ECCENTRICITY2 = 0.006693421622965943;
const { PI, abs, atan2, cos, hypot, sin, sqrt } = Math;

/** The shift is defined for China only; a rough box is what every map uses. */
const inChina = ({ lat, lon }: Point) => lon > 72.004 && lon < 137.8347 && lat > 0.8293 && lat < 55.8271;

function wobble(x: number, strongest: number, long: readonly (readonly [height: number, length: number])[]): number {
  const waves = long.reduce((sum, [height, length]) => sum + height * sin((x / length) * PI), strongest);
  return (waves * 2) / 3;
}

function shift({ lat, lon }: Point): Point {
  const x = lon - 105, y = lat - 35, ripple = 20 * sin(6 * x * PI) + 20 * sin(2 * x * PI);
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wobble(y, ripple, [[20, 1], [40, 3], [160, 12], [320, 30]]);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wobble(x, ripple, [[20, 1], [40, 3], [150, 12], [300, 30]]);
  const radians = (lat / 180) * PI, bend = 1 - ECCENTRICITY2 * sin(radians) ** 2;
  return {
    lat: (north * 180) / (((AXIS_M * (1 - ECCENTRICITY2)) / bend ** 1.5) * PI),
    lon: (east * 180) / ((AXIS_M / sqrt(bend)) * cos(radians) * PI),
  };
}

function toGcj02(at: Point): Point {
  if (!inChina(at)) return at;
  const by = shift(at);
  return { lat: at.lat + by.lat, lon: at.lon + by.lon };
}

function toBd09(at: Point): Point {
  const { lat, lon } = toGcj02(at), turn = (PI * 3000) / 180;
  const far = hypot(lon, lat) + 0.00002 * sin(lat * turn), angle = atan2(lat, lon) + 0.000003 * cos(lon * turn);
  return { lat: far * sin(angle) + 0.006, lon: far * cos(angle) + 0.0065 };
}

export function fromWgs84(at: Point, to: Datum): Point {
  return to === 'gcj02' ? toGcj02(at) : to === 'bd09' ? toBd09(at) : at;
}

/** The formula has no inverse; each round of guessing makes the error some thousand times smaller. */
export function toWgs84(at: Point, from: Datum): Point {
  let guess = at;
  for (let round = 0; round < 6 && from !== 'wgs84'; round++) {
    const there = fromWgs84(guess, from);
    guess = { lat: guess.lat + at.lat - there.lat, lon: guess.lon + at.lon - there.lon };
  }
  return guess;
}
