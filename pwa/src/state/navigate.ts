import { signal } from '@preact/signals';
import { MAP_APPS, mapPlatform, offered, type MapApp } from '../core/navigate.ts';

const KEPT = 'fieldloop.map';

export const mapDevice = mapPlatform(navigator.userAgent, navigator.maxTouchPoints);
const possible = offered(mapDevice);
const kept = MAP_APPS.find((app) => app === localStorage.getItem(KEPT));

/** The app that was chosen once; one that this device cannot open does not count. */
export const mapApp = signal<MapApp | null>(kept && possible.includes(kept) ? kept : null);
export function setMapApp(to: MapApp): void {
  mapApp.value = to;
  localStorage.setItem(KEPT, to);
}
