import { wgs84ToGcj02 } from './coordinates.ts';
import type { Point } from './distance.ts';
import { platform } from './platform.ts';

/**
 * Links that hand a place over to a map app. Which coordinates each wants, and who says so:
 *
 * | app | coordinates | source |
 * |---|---|---|
 * | AMap, app | WGS-84, `dev=1`: the app shifts them itself | lbs.amap.com/api/amap-mobile/guide/android/route and .../ios/route |
 * | AMap, web | WGS-84, `coordinate=wgs84` (marker; the route page knows no such parameter) | lbs.amap.com/api/uri-api/guide/mobile-web/point |
 * | Baidu | WGS-84, `coord_type=wgs84`; pages use `bdapp:` on Android, `baidumap:` on iOS | lbsyun.baidu.com/docs/webapi?title=mapadjustment/uri/... |
 * | Apple | GCJ-02 in China, where its map is AMap's, and no parameter to say otherwise | github.com/dpa99c/phonegap-launch-navigator/issues/186 |
 * | Google | GCJ-02 in China: its streets there are drawn in it | npmjs.com/package/coordinates-transform, pkg geoChina |
 * | geo: | WGS-84 by definition; AMap takes it so too | RFC 5870, github.com/jakubvalenta/geoshare/issues/280 |
 */
export const MAP_APPS = ['amap', 'baidu', 'apple', 'google', 'geo'] as const;
export type MapApp = (typeof MAP_APPS)[number];
export type MapPlatform = 'android' | 'ios' | 'mac' | 'other';

export interface Goal extends Point {
  readonly name: string;
  /** Near enough to walk; else the route is for a car. */
  readonly walk: boolean;
}

/** Older HarmonyOS runs Android's apps and says so; the newer one gets pages, which hand over to the app by themselves. */
export function mapPlatform(agent: string, touch: number): MapPlatform {
  if (platform(agent, touch) === 'ios') return 'ios';
  if (/Android/i.test(agent)) return 'android';
  return /Macintosh/.test(agent) ? 'mac' : 'other';
}

const OFFERED: Record<MapPlatform, readonly MapApp[]> = {
  android: ['amap', 'baidu', 'google', 'geo'],
  ios: ['apple', 'amap', 'baidu', 'google'],
  mac: ['apple', 'amap', 'baidu', 'google'],
  other: ['amap', 'baidu', 'google'],
};
/** What makes sense on this device, the likeliest first. */
export const offered = (on: MapPlatform): readonly MapApp[] => OFFERED[on];

/** Six decimals are 11 cm; more would only make the link long. */
const six = (degrees: number) => degrees.toFixed(6);
const pair = ({ lat, lon }: Point) => `${six(lat)},${six(lon)}`;
const WHO = 'fieldloop';

type Link = (goal: Goal, name: string) => string;

const amapWeb: Link = (goal, name) => `https://uri.amap.com/marker?position=${six(goal.lon)},${six(goal.lat)}&name=${name}&coordinate=wgs84&callnative=1&src=${WHO}`;
const amapApp = (start: string): Link => (goal, name) =>
  `${start}?sourceApplication=${WHO}&dlat=${six(goal.lat)}&dlon=${six(goal.lon)}&dname=${name}&dev=1&t=${goal.walk ? 2 : 0}`;

// The route page would want to know where from; the marker offers the way from wherever one is.
const baiduWeb: Link = (goal, name) => `https://api.map.baidu.com/marker?location=${pair(goal)}&title=${name}&content=${name}&output=html&coord_type=wgs84&src=webapp.${WHO}.${WHO}`;
const baiduApp = (scheme: string, source: string): Link => (goal, name) =>
  `${scheme}://map/direction?destination=${encodeURIComponent('name:')}${name}${encodeURIComponent(`|latlng:${pair(goal)}`)}&coord_type=wgs84&mode=${goal.walk ? 'walking' : 'driving'}&src=${source}.${WHO}.${WHO}`;

// Both open the app where there is one, and a page where there is none.
const apple: Link = (goal) => `https://maps.apple.com/?daddr=${pair(wgs84ToGcj02(goal))}&dirflg=${goal.walk ? 'w' : 'd'}`;
const google: Link = (goal) => `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(pair(wgs84ToGcj02(goal)))}&travelmode=${goal.walk ? 'walking' : 'driving'}`;
const geo: Link = (goal, name) => `geo:${pair(goal)}?q=${pair(goal)}(${name})`;

const WEB: Record<MapApp, Link> = { amap: amapWeb, baidu: baiduWeb, apple, google, geo };
const APP: Partial<Record<MapPlatform, Partial<Record<MapApp, Link>>>> = {
  android: { amap: amapApp('amapuri://route/plan/'), baidu: baiduApp('bdapp', 'andr') },
  ios: { amap: amapApp('iosamap://path'), baidu: baiduApp('baidumap', 'ios') },
};

/** Parentheses end the label of a `geo:` link, and a bar parts Baidu's fields. */
const label = (name: string) => encodeURIComponent(name.replace(/[()|]/g, ' ').trim()).replace(/'/g, '%27');

export function navigateLink(app: MapApp, on: MapPlatform, goal: Goal): string {
  return (APP[on]?.[app] ?? WEB[app])(goal, label(goal.name));
}

/** The page that does the same when the app is not installed; null when the link is such a page already, or the system chooses. */
export function instead(app: MapApp, on: MapPlatform, goal: Goal): string | null {
  return APP[on]?.[app] ? WEB[app](goal, label(goal.name)) : null;
}
