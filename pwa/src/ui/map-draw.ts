import type { Feature, FeatureCollection, GeoJsonObject } from 'geojson';
import { circle, circleMarker, GeoJSON, geoJSON, LatLng, latLngBounds, layerGroup, map, marker, tileLayer, type LayerGroup, type Map, type Marker } from 'leaflet';
import { fromSystem, toSystem, type System } from '../core/coordinates.ts';
import type { Point } from '../core/distance.ts';
import type { IconName } from './icons.ts';
import { icon, named, pinIcon } from './map-marks.ts';

export type MarkKind = 'late' | 'soon' | 'calm' | 'done' | 'site';
export interface Mark extends Point { readonly id: string; readonly kind: MarkKind; readonly label: string; readonly icon?: IconName }
export interface Pin extends Point { readonly move: (lat: number, lon: number) => void }
export interface Here extends Point { readonly accuracy_m: number }
export interface Tiles { readonly url: string; readonly attribution: string; readonly system: System }
export interface Scale { readonly metres: number; readonly width: number }
export interface Shown {
  readonly outline?: GeoJsonObject | null | undefined; readonly markers?: readonly Mark[] | undefined; readonly pin?: Pin | null | undefined;
  readonly here?: Here | null | undefined; readonly tiles?: Tiles | null | undefined; readonly onMarker?: ((id: string) => void) | undefined;
}

const STEP_PX = 12, CLOSE = 18, CITY = 12;
const KEYS: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const KIND_ICONS: Readonly<Record<MarkKind, IconName>> = { late: 'alert', soon: 'clock', calm: 'flag', done: 'check', site: 'pin' };

/** Leaflet in our clothes: it never gets markup as text, so controls and words are the caller's. */
export class Drawing {
  readonly #base: Map;
  readonly #under: LayerGroup;
  readonly #marks: LayerGroup;
  readonly #pinWords: string;
  readonly #size: ResizeObserver;
  #now: Shown = {};
  #pin: Marker | null = null;
  #touched = false;
  #fitted = '';

  constructor(into: HTMLElement, pinWords: string, rescaled: (scale: Scale) => void) {
    const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const base = map(into, { zoomControl: false, attributionControl: false, zoomAnimation: moves, fadeAnimation: false, inertia: moves, zoomSnap: 0.5, maxZoom: 19 });
    this.#base = base;
    this.#pinWords = pinWords;
    this.#under = layerGroup().addTo(base);
    this.#marks = layerGroup().addTo(base);
    into.addEventListener('pointerdown', () => (this.#touched = true));
    this.#size = new ResizeObserver(() => base.invalidateSize());
    this.#size.observe(into);
    base.on('zoomend moveend', () => rescaled(scaleOf(base)));
    base.on('click', ({ latlng }) => this.#set(latlng));
    base.setView([31.2304, 121.4737], CITY);
  }

  /** Only what is another object than before is drawn anew. */
  show(next: Shown): void {
    const old = this.#now;
    this.#now = next;
    if (old.tiles !== next.tiles || old.outline !== next.outline || old.here !== next.here) this.#drawUnder();
    if (old.tiles !== next.tiles || old.markers !== next.markers) this.#drawMarks();
    this.#drawPin();
    this.#fit();
  }

  zoom(by: number): void {
    this.#base.setZoom(this.#base.getZoom() + by);
  }

  /** In screen pixels, so that one press is as far at every zoom. */
  nudge(right: number, down: number): void {
    if (!this.#pin) return;
    const base = this.#base, at = base.latLngToContainerPoint(this.#pin.getLatLng());
    const to = base.containerPointToLatLng(at.add([right * STEP_PX, down * STEP_PX]));
    if (!base.getBounds().pad(-0.1).contains(to)) base.panTo(to, { animate: false });
    this.#set(to);
  }

  end(): void {
    this.#size.disconnect();
    this.#base.remove();
  }

  #seen(at: Point): LatLng {
    const { lat, lon } = toSystem(at, this.#now.tiles?.system ?? 'wgs84');
    return new LatLng(lat, lon);
  }

  #set(to: LatLng): void {
    if (!this.#pin) return;
    this.#pin.setLatLng(to);
    const { lat, lon } = fromSystem({ lat: to.lat, lon: to.lng }, this.#now.tiles?.system ?? 'wgs84');
    this.#now.pin?.move(lat, lon);
  }

  #drawUnder(): void {
    const { tiles, outline, here } = this.#now, under = this.#under.clearLayers();
    this.#base.getContainer().classList.toggle('tiled', Boolean(tiles));
    if (tiles) under.addLayer(tileLayer(tiles.url, { maxZoom: 19 }));
    if (outline) under.addLayer(this.#outline(outline));
    if (!here) return;
    const at = this.#seen(here);
    under.addLayer(circle(at, { radius: here.accuracy_m, className: 'map-here', interactive: false }));
    under.addLayer(circleMarker(at, { radius: 7, className: 'map-dot', interactive: false }));
  }

  #outline(of: GeoJsonObject): GeoJSON {
    return geoJSON(of, {
      interactive: false, style: (one) => ({ className: beside(one) ? 'map-outline beside' : 'map-outline' }), coordsToLatLng: ([lon, lat]) => this.#seen({ lat, lon }),
      pointToLayer: (_feature, at) => circleMarker(at, { radius: 4, className: 'map-outline', interactive: false }),
    });
  }

  #drawMarks(): void {
    this.#marks.clearLayers();
    for (const one of this.#now.markers ?? []) {
      const open = () => this.#now.onMarker?.(one.id);
      const sign = marker(this.#seen(one), { icon: icon(one.icon ?? KIND_ICONS[one.kind], `map-mark ${one.kind}`), title: one.label });
      this.#marks.addLayer(sign.on('click', open));
      named(sign, one.label, ({ key }) => {
        if (key !== 'Enter' && key !== ' ') return false;
        open();
        return true;
      });
    }
  }

  #drawPin(): void {
    const { pin } = this.#now;
    if (!pin) this.#pin?.remove();
    if (!pin) this.#pin = null;
    else if (this.#pin) this.#pin.setLatLng(this.#seen(pin));
    else this.#pin = this.#newPin(pin);
  }

  #newPin(pin: Pin): Marker {
    const set = marker(this.#seen(pin), { icon: pinIcon(), draggable: true, autoPan: true, zIndexOffset: 1000 }).addTo(this.#base);
    set.on('dragend', () => this.#set(set.getLatLng()));
    named(set, this.#pinWords, ({ key }) => {
      const by = KEYS[key];
      if (by) this.nudge(...by);
      return by !== undefined;
    });
    return set;
  }

  /** What matters most is in sight at first; later nobody's map moves by itself. */
  #fit(): void {
    const { pin, markers, outline, here } = this.#now;
    const wanted = pin ? 'pin' : markers?.length ? 'markers' : outline ? 'outline' : here ? 'here' : '';
    if (this.#touched || !wanted || wanted === this.#fitted) return;
    this.#fitted = wanted;
    const at = pin ?? (wanted === 'here' ? here : null);
    if (at) this.#base.setView(this.#seen(at), CLOSE, { animate: false });
    else {
      const all = markers?.length ? latLngBounds(markers.map((one) => this.#seen(one))) : this.#outline(own(outline!)).getBounds();
      this.#base.fitBounds(all, { padding: [30, 30], maxZoom: CLOSE, animate: false });
    }
  }
}

const beside = (one?: GeoJsonObject) => (one as Feature | undefined)?.properties?.['own'] === false;

/** Neighbours are drawn for orientation; what is looked at is one's own. */
function own(outline: GeoJsonObject): GeoJsonObject {
  const { features = [] } = outline as Partial<FeatureCollection>, mine = features.filter((one) => !beside(one));
  return mine.length ? { ...outline, features: mine } as FeatureCollection : outline;
}

/** The roundest length that fits into 100 pixels at the middle of the map. */
function scaleOf(base: Map): Scale {
  const { y } = base.getSize().divideBy(2);
  const longest = base.distance(base.containerPointToLatLng([0, y]), base.containerPointToLatLng([100, y]));
  const ten = 10 ** Math.floor(Math.log10(longest)), digit = longest / ten;
  const metres = ten * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
  return { metres, width: Math.round((100 * metres) / longest) };
}
