import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wgs84ToGcj02 } from '../src/core/coordinates.ts';
import { MAP_APPS, instead, mapPlatform, navigateLink, offered, type Goal, type MapApp, type MapPlatform } from '../src/core/navigate.ts';

const ANDROID = 'Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
const GOAL: Goal = { lat: 31.255, lon: 121.5665, name: '737 弄垃圾房(东)&甲|乙', walk: true };
const PLATFORMS: readonly MapPlatform[] = ['android', 'ios', 'mac', 'other'];
const { lat, lon } = wgs84ToGcj02(GOAL), shifted = `${lat.toFixed(6)},${lon.toFixed(6)}`;

test('a device is known by what it says of itself, an iPad by its touch screen', () => {
  assert.equal(mapPlatform(ANDROID, 5), 'android');
  assert.equal(mapPlatform('Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X)', 5), 'ios');
  assert.deepEqual([mapPlatform(MAC, 5), mapPlatform(MAC, 0)], ['ios', 'mac']);
  assert.equal(mapPlatform('Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) Chrome/114 Mobile', 5), 'android');
  assert.equal(mapPlatform('Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114 ArkWeb/4.1 Mobile', 5), 'other');
});
test('AMap is told to shift our coordinates itself', () => {
  assert.match(navigateLink('amap', 'android', GOAL), /^amapuri:\/\/route\/plan\/\?.*dlat=31\.255000&dlon=121\.566500&.*dev=1&t=2$/);
  assert.match(navigateLink('amap', 'ios', GOAL), /^iosamap:\/\/path\?.*dlat=31\.255000&dlon=121\.566500&.*dev=1&t=2$/);
  assert.match(navigateLink('amap', 'other', GOAL), /^https:\/\/uri\.amap\.com\/marker\?position=121\.566500,31\.255000&.*coordinate=wgs84/);
});
test('Baidu is told that they are WGS-84', () => {
  assert.match(navigateLink('baidu', 'android', GOAL), /^bdapp:\/\/map\/direction\?destination=name%3A.*%7Clatlng%3A31\.255000%2C121\.566500&coord_type=wgs84&mode=walking/);
  assert.match(navigateLink('baidu', 'ios', GOAL), /^baidumap:\/\/map\/direction\?.*coord_type=wgs84/);
  assert.match(navigateLink('baidu', 'mac', GOAL), /^https:\/\/api\.map\.baidu\.com\/marker\?location=31\.255000,121\.566500&.*coord_type=wgs84/);
});
test('Apple and Google are given what their maps of China are drawn in', () => {
  assert.equal(navigateLink('apple', 'ios', GOAL), `https://maps.apple.com/?daddr=${shifted}&dirflg=w`);
  assert.equal(navigateLink('google', 'android', { ...GOAL, walk: false }), `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(shifted)}&travelmode=driving`);
});
test('abroad they are given the same coordinates as everybody', () => {
  assert.match(navigateLink('apple', 'ios', { ...GOAL, lat: 51.5, lon: -0.12 }), /daddr=51\.500000,-0\.120000&/);
});
test('geo: is WGS-84 by definition', () => assert.match(navigateLink('geo', 'android', GOAL), /^geo:31\.255000,121\.566500\?q=31\.255000,121\.566500\(/));
test('no name breaks a link: it is encoded, and what would end a label is taken out', () => {
  for (const platform of PLATFORMS) for (const app of MAP_APPS) {
    const link = navigateLink(app, platform, GOAL);
    assert.doesNotMatch(link, /弄|&甲|[\s"'<>|]/, link);
    assert.ok(new URL(link));
  }
  assert.match(navigateLink('geo', 'android', GOAL), /\(737%20%E5%BC%84[^()]*\)$/);
});
test('every device is offered only what it can open', () => {
  for (const platform of PLATFORMS) assert.ok(offered(platform).length >= 3);
  const has = (app: MapApp) => PLATFORMS.filter((platform) => offered(platform).includes(app));
  assert.deepEqual([has('geo'), has('apple')], [['android'], ['ios', 'mac']]);
});
test('for an app that may not be there, a page stands by', () => {
  assert.match(instead('amap', 'android', GOAL) ?? '', /^https:\/\/uri\.amap\.com/);
  assert.match(instead('baidu', 'ios', GOAL) ?? '', /^https:\/\/api\.map\.baidu\.com/);
  for (const [app, platform] of [['apple', 'ios'], ['google', 'android'], ['geo', 'android'], ['amap', 'other']] as const) assert.equal(instead(app, platform, GOAL), null);
});
