import { useEffect, useRef, useState } from 'preact/hooks';
import type { Site, Suggestion } from '../api/types.ts';
import { distance_m, type Point } from '../core/distance.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { locate, type Fix } from '../device/location.ts';
import { openHere, openThere, siteBy, sitesHere, sitesThere } from '../state/around.ts';
import { fixOf, type Where } from './report-place.tsx';

/** Who walks on between opening the page and taking the photo is looked for again. */
const FRESH_MS = 60_000;

/** One fix when the page opens, and one more when it has grown old. `soon` is the answer of the last one. */
export function useFix() {
  const [fix, setFix] = useState<Fix | Problem | null>(null);
  const asked = useRef<{ readonly at: number; readonly soon: Promise<Fix | null> } | null>(null);
  const find = () => {
    const soon = locate(30_000).then((found) => { setFix(found); return found; }, (thrown: unknown) => { setFix(asProblem(thrown)); return null; });
    asked.current = { at: Date.now(), soon };
  };
  const refresh = () => {
    if (!asked.current || Date.now() - asked.current.at > FRESH_MS) find();
  };
  useEffect(() => {
    find();
    const seen = () => { if (!document.hidden) refresh(); };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, []);
  return { fix, again: () => { setFix(null); find(); }, refresh, soon: () => asked.current?.soon ?? Promise.resolve(null) };
}

const key = (at: Point | null) => (at ? `${at.lat.toFixed(4)},${at.lon.toFixed(4)}` : '');

/** The sites around: first from this phone, then from the server. `known`: it is settled whether there is a place. */
export function useSites(at: Point | null, known: boolean): readonly Site[] {
  const [sites, setSites] = useState<readonly Site[]>([]);
  useEffect(() => (known ? first(sitesHere(at), sitesThere(at), setSites) : undefined), [key(at), known]);
  return sites;
}

/** What others have reported around and is still open. */
export function useNear(at: Point | null, element: string | undefined): readonly Suggestion[] {
  const [near, setNear] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    if (at) return first(openHere(at, element), openThere(at, element), setNear);
    setNear([]);
    return undefined;
  }, [key(at), element]);
  return near;
}

/** The server's answer is the last word, whichever comes first. */
function first<T>(here: Promise<T>, there: Promise<T>, show: (found: T) => void): () => void {
  let over = false, told = false;
  void here.then((found) => { if (!over && !told) show(found); });
  there.then((found) => { told = true; if (!over) show(found); }, () => undefined);
  return () => void (over = true);
}

/** The site of a code that came by a label: `null` when there is none of that code. */
export function useSite(code: string | undefined, sites: readonly Site[]): Site | null | undefined {
  const [found, setFound] = useState<Site | null | undefined>(undefined);
  const near = sites.find((one) => one.code === code);
  useEffect(() => {
    let over = false;
    setFound(undefined);
    if (code && !near) void siteBy(code).then((site) => { if (!over) setFound(site); });
    return () => void (over = true);
  }, [code, near === undefined]);
  return near ?? (found?.code === code || found === null ? found : undefined);
}

/** A fix tells more than the site's own place only when it is exact and taken there. */
const AT_SITE_M = 300, EXACT_M = 100;

/** What is sent as the place of the problem. Somebody who chooses a site from afar means the site. */
export function spot({ fix, pin, site, code }: Where, byPhoto: Fix | null): Fix | null {
  if (pin) return { ...pin, accuracy_m: 0, at: Date.now() };
  const mine = fixOf({ fix }) ?? byPhoto;
  if (!mine || !(code || site)) return mine;
  if (!site || site.lat === null || site.lon === null) return null;
  return mine.accuracy_m <= EXACT_M && distance_m(mine, { lat: site.lat, lon: site.lon }) <= AT_SITE_M ? mine : null;
}

/** The pin lies in the draft with everything else that was entered, so it outlives a reload. */
export const pinText = ({ lat, lon }: Point): string => `${lat.toFixed(6)},${lon.toFixed(6)}`;
export function pinOf(text: string | undefined): Point | null {
  const [lat, lon] = (text ?? '').split(',').map(Number);
  return text && lat !== undefined && lon !== undefined && Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : null;
}
