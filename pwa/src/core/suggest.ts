/** One earlier choice of this person: which element, at a site of which kind (none: on the street). */
export interface Used { readonly element: string; readonly kind: string | null }

/** What is known of the place: the site chosen, or what stands nearest. */
export interface Around { readonly chosen: string | null; readonly nearest: string | null }

/** The first word of an element's code says what it is about; these are the words that fit a kind of site. A city's own kinds are learned from what people choose. */
const FITS: Readonly<Record<string, readonly string[]>> = {
  waste_room: ['waste', 'haul'], drop_off: ['waste', 'haul'], compound: ['compound', 'waste', 'street'], transfer_station: ['transfer', 'haul'], plant: ['plant', 'haul'],
  depot: ['haul'], river: ['river'], shop: ['street', 'waste', 'catering'], restaurant: ['catering', 'street', 'waste'], market: ['street', 'waste', 'catering'],
};
const HERE_BEFORE = 200, CHOSEN = 100, BEFORE = 60, NEAREST = 40, NEXT_WORD = 30;

const topic = (element: string) => element.split('.')[0] ?? '';

/** How well an element's topic fits a kind of site: 1 for its first word, less for the next ones. */
function fit(element: string, kind: string | null, weight: number): number {
  const at = kind ? (FITS[kind] ?? []).indexOf(topic(element)) : -1;
  return at < 0 ? 0 : Math.max(weight - at * NEXT_WORD, 1);
}

/** The latest counts most; the tenth back hardly at all. */
function habit(element: string, used: readonly Used[], kind: string | null): number {
  const at = used.findIndex((one) => one.element === element);
  const there = kind ? used.findIndex((one) => one.element === element && one.kind === kind) : -1;
  return (at < 0 ? 0 : BEFORE / (at + 1)) + (there < 0 ? 0 : HERE_BEFORE / (there + 1));
}

/**
 * The few elements to offer as one tap.
 * 1. What I chose at such a site before. 2. What fits the site. 3. What I chose elsewhere. 4. What fits the nearest site.
 * Equal ones keep the dictionary's order. Who is known nothing of is offered the first of each topic.
 */
export function suggest(all: readonly string[], { chosen, nearest }: Around, used: readonly Used[], most = 4): string[] {
  const kind = chosen ?? nearest;
  const scored = all.map((code) => ({ code, score: fit(code, chosen, CHOSEN) + (chosen ? 0 : fit(code, nearest, NEAREST)) + habit(code, used, kind) }));
  const known = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).map(({ code }) => code);
  const firsts = all.filter((code, at) => all.findIndex((other) => topic(other) === topic(code)) === at);
  return (known.length ? known : firsts).slice(0, most);
}

const KEEP = 20;

/** The newest first, each choice once. */
export function remembered(used: readonly Used[], latest: Used): Used[] {
  return [latest, ...used.filter((one) => one.element !== latest.element || one.kind !== latest.kind)].slice(0, KEEP);
}
