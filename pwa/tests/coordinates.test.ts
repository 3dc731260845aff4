import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bd09ToGcj02, fromSystem, gcj02ToBd09, inChina, toSystem, wgs84ToGcj02, type System } from '../src/core/coordinates.ts';
import { distance_m, type Point } from '../src/core/distance.ts';

const at = (lat: number, lon: number): Point => ({ lat, lon });
const near = (a: Point, b: Point, metres: number) => assert.ok(distance_m(a, b) < metres, `${distance_m(a, b)} m apart: ${JSON.stringify([a, b])}`);
const apart = (point: Point, system: System) => distance_m(point, toSystem(point, system));

/** WGS-84, GCJ-02 and BD-09 of one place each, as the public package eviltransform has them. */
const KNOWN: readonly [string, Point, Point, Point][] = [
  ['Lujiazui', at(31.2397, 121.4998), at(31.23768597, 121.50423283), at(31.24333495, 121.51084207)],
  ['Hangzhou', at(30.2741, 120.1551), at(30.27177118, 120.15979456), at(30.27759918, 120.16635843)],
  ['Jinyang', at(31.255, 121.5665), at(31.25283014, 121.57073481), at(31.25914056, 121.57716258)],
  ['Beijing', at(39.911954, 116.377817), at(39.91334548, 116.38404733), at(39.91957558, 116.39045482)],
  ['Shenzhen', at(22.543847, 113.912316), at(22.54079608, 113.91717656), at(22.54666738, 113.92368481)],
];

for (const [name, wgs84, gcj02, bd09] of KNOWN) {
  test(`${name} lies where others say it does, in each system and back`, () => {
    near(toSystem(wgs84, 'gcj02'), gcj02, 0.05);
    near(toSystem(wgs84, 'bd09'), bd09, 0.05);
    near(fromSystem(gcj02, 'gcj02'), wgs84, 0.05);
    near(fromSystem(bd09, 'bd09'), wgs84, 0.05);
  });
}
test('the shift is as long as measured: 477 m in Lujiazui, 520.5 m in Hangzhou', () => {
  assert.ok(Math.abs(apart(at(31.2397, 121.4998), 'gcj02') - 477) < 1);
  assert.ok(Math.abs(apart(at(30.2741, 120.1551), 'gcj02') - 520.5) < 1);
});

const chinese = fc.record({ lat: fc.double({ min: 18, max: 53, noNaN: true }), lon: fc.double({ min: 74, max: 135, noNaN: true }) });
test('there and back again ends within a centimetre, everywhere in China', () => {
  fc.assert(fc.property(chinese, fc.constantFrom<System>('wgs84', 'gcj02', 'bd09'), (point, system) => {
    near(fromSystem(toSystem(point, system), system), point, 0.01);
  }));
  fc.assert(fc.property(chinese, (point) => near(bd09ToGcj02(gcj02ToBd09(point)), point, 0.01)));
});
test('nothing in China moves further than a kilometre', () => {
  fc.assert(fc.property(chinese, (point) => apart(point, 'gcj02') < 1_000 && distance_m(toSystem(point, 'gcj02'), toSystem(point, 'bd09')) < 1_500));
});
test('outside China nothing moves at all', () => {
  for (const abroad of [at(51.5, -0.12), at(35.68, 139.69), at(-33.86, 151.2), at(0, 0)]) {
    assert.ok(!inChina(abroad));
    for (const system of ['wgs84', 'gcj02', 'bd09'] as const) assert.deepEqual([toSystem(abroad, system), fromSystem(abroad, system)], [abroad, abroad]);
  }
  assert.deepEqual(wgs84ToGcj02(at(48.85, 2.35)), at(48.85, 2.35));
});
