import type { FeatureCollection } from 'geojson';
import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { OrderItem } from '../api/types.ts';
import { remaining } from '../core/deadline.ts';
import { duration, name, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { findHere, findHereQuietly, here } from '../state/here.ts';
import { list, load, order } from '../state/orders.ts';
import { homeBox, lists } from '../state/session.ts';
import { areaMap, lookAtMap } from '../state/site.ts';
import { lastBox } from '../state/view.ts';
import { whereOf } from '../state/where.ts';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { MapView, type Mark, type MarkKind, type Tiles } from '../ui/map.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { areaMapWords } from './area-map-words.ts';
import { OrderRow } from './order-row.tsx';

/** The orders of the list somebody came from, where they are; the list below says the same without a map. */
export default function AreaMap() {
  const { route } = useLocation(), words = areaMapWords();
  const box = lastBox.value && lists.value.includes(lastBox.value) ? lastBox.value : homeBox.value;
  useEffect(() => void load(box), [box]);
  useEffect(() => void lookAtMap(), []);
  useEffect(() => void findHereQuietly(), []);
  const { ids, at, problem } = list(box).value;
  const found = ids.map((id) => order(id).value).filter((one) => one !== null);
  const minute = Math.floor(now.value / 60_000), { value: under } = areaMap;
  // The map draws anew only what is another object than before.
  const marks = useMemo(() => found.flatMap((one) => mark(one, minute * 60_000)), [ids, minute, t()]);
  const loading = !at && !problem;
  return (
    <div class="page">
      <Bar title={words.title} back={() => route(`/box/${box}`)}>
        <IconButton icon="target" label={words.here} press={() => void findHere()} mark="here" />
      </Bar>
      <div class="pad stack">
        <MapView label={words.title} outline={under?.outline as FeatureCollection | undefined} markers={marks} here={here.value} tiles={under?.tiles as Tiles | null | undefined} onMarker={(id) => route(`/orders/${id}`)} />
        <Signs guessed={under?.outline.features.some(({ properties }) => properties.own && !properties.exact) ?? false} credits={under?.credits ?? []} />
      </div>
      <section aria-label={words.list(t().box[box])} data-rows="map">
        <header class="group"><h2>{t().box[box]}</h2>{at > 0 && <span class="small num">{t().list.count(found.length)}</span>}</header>
        {at > 0 && found.length > marks.length && <p class="quiet small pad">{words.unplaced(found.length - marks.length)}</p>}
        {loading ? <Bones rows={3} /> : found.length ? <ul class="rows">{found.map((one) => <li key={one.id}><OrderRow order={one} current={false} state /></li>)}</ul> : <Empty words={words.none} />}
      </section>
    </div>
  );
}

const SIGNS: readonly (readonly [Exclude<MarkKind, 'site'>, IconName])[] = [['late', 'alert'], ['soon', 'clock'], ['calm', 'flag'], ['done', 'check']];

/** Shapes as well as colours, and whose lines these are. */
function Signs({ guessed, credits }: { guessed: boolean; credits: readonly string[] }) {
  const words = areaMapWords();
  return (
    <div class="stack tightly">
      <ul class="chips" aria-label={words.legend}>
        {SIGNS.map(([kind, icon]) => <li class={`chip ${kind}`} key={kind}><Icon name={icon} />{words[kind]}</li>)}
      </ul>
      <p class="quiet small">
        {guessed && <span class="block">{words.guessed}</span>}
        {credits.length > 0 && <span class="block" data-credit>{words.credit(credits.join(', '))}</span>}
      </p>
    </div>
  );
}

function mark(one: OrderItem, at: number): Mark[] {
  const { lat, lon } = one;
  if (lat === null || lon === null) return [];
  const kind = one.clock ? remaining(one.clock, at).tone : one.state === 'suspended' ? 'calm' : 'done';
  return [{ id: one.id, lat, lon, kind, label: [name(one.element.name), whereOf(one), due(one, at)].filter(Boolean).join(' · ') }];
}

function due({ clock, state }: OrderItem, at: number): string {
  if (!clock) return t().state[state];
  const { tone, ms } = remaining(clock, at), what = t().clock[clock.kind] ?? '';
  return tone === 'late' ? t().over(what, duration(ms)) : t().left(what, duration(ms));
}
