import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromWgs84, toWgs84, type Datum } from '../src/core/datum.ts';
import { distance_m } from '../src/core/distance.ts';

const tower = { lat: 31.2397, lon: 121.4998 };
const place = fc.record({ lat: fc.double({ min: 18, max: 53, noNaN: true }), lon: fc.double({ min: 74, max: 134, noNaN: true }) });
const datum = fc.constantFrom<Datum>('wgs84', 'gcj02', 'bd09');

test('in Lujiazui the maps of China are half a kilometre off, and Baidu more', () => {
  assert.ok(Math.abs(distance_m(tower, fromWgs84(tower, 'gcj02')) - 477) < 15, String(distance_m(tower, fromWgs84(tower, 'gcj02'))));
  assert.ok(distance_m(tower, fromWgs84(tower, 'bd09')) > 900);
});
test('outside China nothing is shifted', () => {
  const paris = { lat: 48.8584, lon: 2.2945 };
  assert.deepEqual(fromWgs84(paris, 'gcj02'), paris);
  assert.deepEqual(toWgs84(paris, 'gcj02'), paris);
});
test('there and back is the same place, to a centimetre', () => {
  fc.assert(fc.property(place, datum, (at, by) => distance_m(at, toWgs84(fromWgs84(at, by), by)) < 0.01));
});
