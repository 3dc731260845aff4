import type { FeatureCollection } from 'geojson';
import { useEffect, useState } from 'preact/hooks';
import type { Site } from '../api/types.ts';
import { distance_m, distanceWords, type Point } from '../core/distance.ts';
import { Problem } from '../core/problem.ts';
import type { Fix } from '../device/location.ts';
import { name } from '../i18n/index.ts';
import { areaMap, lookAtMap } from '../state/site.ts';
import { problemWords } from '../state/toast.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Options, Text } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { MapView, type Mark, type Tiles } from '../ui/map.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { reportWords } from './report-words.ts';

/** What is known of the place: the phone's own fix, a pin set by hand, or a site; the last two say more. */
export interface Where { readonly fix: Fix | Problem | null; readonly pin: Point | null; readonly site: Site | null; readonly code: string | undefined }
export type PlaceStep = 'site' | 'pin' | 'scan';

export const fixOf = ({ fix }: Pick<Where, 'fix'>): Fix | null => (fix instanceof Problem ? null : fix);

/** Beyond this a street is not sure any more. */
const ROUGH_M = 100;

export function PlaceCard({ where, open, again, mayPin }: { where: Where; open: (step: PlaceStep) => void; again: () => void; mayPin: boolean }) {
  const words = reportWords(), { fix, site, pin, code } = where;
  return (
    <section class="card stack tightly" aria-label={words.where} data-place={site || code ? 'site' : pin ? 'pin' : fix instanceof Problem ? fix.code : fix ? 'fix' : 'asked'}>
      <div class="row">
        <Icon name={fix instanceof Problem && !site && !pin ? 'alert' : 'pin'} />
        <div class="grow" role="status"><PlaceWords where={where} /></div>
        {!site && !code && !pin && fix && <IconButton icon="target" label={words.locate} press={again} mark="locate" />}
      </div>
      <div class="chips thirds">
        {mayPin && <Button press={() => open('pin')} mark="pin">{words.move}</Button>}
        <Button press={() => open('site')} mark="site">{words.site}</Button>
        <Button icon="qr" press={() => open('scan')} mark="scan">{words.scan}</Button>
      </div>
    </section>
  );
}

function PlaceWords({ where: { fix, site, pin, code } }: { where: Where }) {
  const words = reportWords(), found = fixOf({ fix });
  if (site) return <SiteWords site={site} />;
  if (code) return <strong>{code}</strong>;
  if (pin) return <><strong>{words.pinned}</strong>{found && <span class="block small quiet num">{words.moved(distanceWords(distance_m(found, pin)))}</span>}</>;
  if (fix instanceof Problem) {
    const [happened, todo] = problemWords(fix);
    return <><strong>{happened}</strong><span class="block small quiet">{todo}</span></>;
  }
  if (!found) return <span class="quiet">{words.locating}</span>;
  return (
    <>
      <strong>{words.here}</strong><span class="block small quiet num">{words.accuracy(found.accuracy_m)}</span>
      {found.accuracy_m > ROUGH_M && <span class="block small">{words.rough}</span>}
    </>
  );
}

export function SiteWords({ site }: { site: Site }) {
  const far = typeof site.distance_m === 'number' ? distanceWords(site.distance_m) : '';
  return <><strong>{name(site.name)}</strong><span class="block small quiet">{[far, site.address].filter(Boolean).join(' · ')}</span></>;
}

const FEW = 6;

export function SiteSheet({ sites, value, pick, close }: { sites: readonly Site[]; value: string; pick: (code: string) => void; close: () => void }) {
  const [q, setQ] = useState(''), words = reportWords(), wanted = q.trim().toLowerCase();
  const fits = sites.filter((one) => !wanted || `${one.name.zh} ${one.name.en} ${one.code} ${one.address}`.toLowerCase().includes(wanted));
  return (
    <Sheet title={words.site} close={close}>
      {sites.length > FEW && <Text label={words.find} hideLabel hint={words.find} type="search" value={q} input={setQ} />}
      {fits.length === 0 && <p class="quiet" role="status">{words.noSites}{words.noSitesHint && <span class="block small">{words.noSitesHint}</span>}</p>}
      <Options label={words.site} value={value} pick={pick}
        options={[...fits.map((one) => ({ key: one.code, words: <SiteWords site={one} /> })), { key: '', words: words.noSite }]} />
    </Sheet>
  );
}

/** The pin starts where the phone thinks it is. Sites beside it tell where that is, and a tap chooses one. */
export function PinSheet({ from, fix, sites, use, pick, close }: {
  from: Point; fix: Fix | null; sites: readonly Site[]; use: (pin: Point) => void; pick: (code: string) => void; close: () => void;
}) {
  const [pin, setPin] = useState<Point>(from), words = reportWords();
  const [markers] = useState(() => sites.flatMap(marked)), under = areaMap.value;
  useEffect(() => void lookAtMap(), []);
  return (
    <Sheet title={words.pinTitle} close={close} foot={<Button kind="primary" icon="check" wide press={() => use(pin)} mark="pin-use">{words.pinUse}</Button>}>
      <p class="small"><span class="quiet">{words.pinHint}</span><span class="block num" role="status" data-pin={`${pin.lat.toFixed(5)},${pin.lon.toFixed(5)}`}>{beside(pin, fix, sites)}</span></p>
      <MapView label={words.pinTitle} here={fix} markers={markers} pin={{ ...pin, move: (lat, lon) => setPin({ lat, lon }) }} onMarker={pick}
        outline={under?.outline as FeatureCollection | undefined} tiles={under?.tiles as Tiles | null | undefined} />
      {under && under.credits.length > 0 && <p class="small quiet">{under.credits.join(' · ')}</p>}
    </Sheet>
  );
}

/** Where the pin is, in words: the same for those who do not see the map. */
function beside(pin: Point, fix: Fix | null, sites: readonly Site[]): string {
  const near = sites.flatMap((site) => (site.lat === null || site.lon === null ? [] : [{ site, metres: distance_m(pin, { lat: site.lat, lon: site.lon }) }])).sort((a, b) => a.metres - b.metres)[0];
  const moved = fix ? distance_m(fix, pin) : 0;
  const parts = [moved > 5 && reportWords().moved(distanceWords(moved)), near && reportWords().beside(name(near.site.name), distanceWords(near.metres))];
  return parts.filter(Boolean).join(' · ') || `${pin.lat.toFixed(5)}, ${pin.lon.toFixed(5)}`;
}

const marked = ({ code, lat, lon, name: names }: Site): Mark[] => (lat === null || lon === null ? [] : [{ id: code, lat, lon, kind: 'site', label: name(names) }]);
