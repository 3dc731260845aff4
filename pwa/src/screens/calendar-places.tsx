import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/calendars.ts';
import { units as allUnits } from '../api/calls.ts';
import type { Area, Calendars, Ref, Unit } from '../api/types.ts';
import { holdsIn, within } from '../core/calendar.ts';
import { name } from '../i18n/index.ts';
import { problemWords } from '../state/toast.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { Bones } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { Parts } from './calendar-kept.ts';
import { calendarWords as words } from './calendar-words.ts';

const KINDS = ['areas', 'units'] as const;
type Kind = (typeof KINDS)[number];
const SINGLE = { areas: 'area', units: 'unit' } as const;

/** Which areas and units work by a calendar. */
export function Places({ now, edits, edit }: Parts) {
  const [adds, setAdds] = useState(false), at = (kind: Kind): readonly Ref[] => edits[kind] ?? now[kind], none = !at('areas').length && !at('units').length;
  return (
    <section class="card stack" data-places>
      <h2>{words().places}</h2>
      {none && <p class="quiet small">{words().noPlaces}</p>}
      <ul class="stack tightly">
        {KINDS.flatMap((kind) => at(kind).map((place) => (
          <li class="row" key={kind + place.code} data-place={place.code}>
            <span class="grow">{name(place.name)}<span class="small quiet block">{words().kind[SINGLE[kind]]}</span></span>
            <IconButton icon="trash" label={words().removePlace(name(place.name))} press={() => edit({ [kind]: at(kind).filter(({ code }) => code !== place.code) })} />
          </li>
        )))}
      </ul>
      <Button icon="plus" press={() => setAdds(true)} mark="add-place">{words().addPlace}</Button>
      {adds && <Add taken={(kind, code) => at(kind).some((each) => each.code === code)} close={() => setAdds(false)} add={(kind, { code, name: called }) => { edit({ [kind]: [...at(kind), { code, name: called }] }); setAdds(false); }} />}
    </section>
  );
}

interface Known { readonly found: Calendars; readonly areas: readonly Area[]; readonly units: readonly Unit[] }
interface Choice extends Ref { readonly kind: Kind; readonly area: string }
const SHOWN = 30;

function Add({ taken, add, close }: { taken: (kind: Kind, code: string) => boolean; add: (kind: Kind, place: Ref) => void; close: () => void }) {
  const [known, setKnown] = useState<Known | null>(null), [wrong, setWrong] = useState(''), [q, setQ] = useState('');
  useEffect(() => void Promise.all([api.calendars(), api.areas(), allUnits()]).then(([found, areas, units]) => setKnown({ found, areas, units }), (thrown: unknown) => setWrong(problemWords(thrown).join(' '))), []);
  const asked = q.trim().toLowerCase(), all = known ? choices(known).filter(({ kind, code, name: { zh, en } }) => !taken(kind, code) && `${code} ${zh} ${en}`.toLowerCase().includes(asked)) : [];
  return (
    <Sheet title={words().addPlace} close={close}>
      <Text label={words().searchPlaces} hideLabel hint={words().searchPlaces} type="search" value={q} input={setQ} name="search-places" />
      {wrong && <Wrong>{wrong}</Wrong>}
      {!known && !wrong && <Bones rows={3} tall={56} />}
      {known && all.length === 0 && <p class="quiet" role="status">{words().noMatch}</p>}
      <ul class="options">
        {known && all.slice(0, SHOWN).map((each) => (
          <li key={each.kind + each.code}><button type="button" class="option" onClick={() => add(each.kind, each)} data-choice={each.code}>
            <span class="grow">{name(each.name)}<span class="small quiet block">{words().kind[SINGLE[each.kind]]} · {holding(each, known)}</span></span>
          </button></li>
        ))}
      </ul>
      {all.length > SHOWN && <p class="small quiet num" role="status">{words().moreMatch(all.length - SHOWN)}</p>}
    </Sheet>
  );
}

const parentsOf = (areas: readonly Area[]) => new Map(areas.map(({ code, parent }) => [code, parent] as const));

/** What an administrator may give a calendar: areas of the districts he keeps, and the units in them. */
function choices({ found, areas, units }: Known): Choice[] {
  const mine = new Set(found.districts.map(({ code }) => code)), parents = parentsOf(areas);
  return [
    ...areas.map(({ code, name: called }): Choice => ({ kind: 'areas', code, name: called, area: code })),
    ...units.map(({ code, name: called, area }): Choice => ({ kind: 'units', code, name: called, area })),
  ].filter(({ area }) => within(area, parents, mine));
}

/** By which calendar a place works now, and why. */
function holding({ kind, code, area }: Choice, { found, areas }: Known): string {
  const own = (of: 'area' | 'unit') => new Map(found.places.filter((each) => each.kind === of).map((each) => [each.code, each.calendar] as const));
  const called = (calendar: string) => { const known = found.items.find((each) => each.code === calendar); return known ? name(known.name) : calendar; };
  const unit = own('unit').get(code);
  if (kind === 'units') return unit ? words().holdsNow(called(unit)) : words().byOrder;
  const { calendar, from } = holdsIn(area, parentsOf(areas), own('area'), found.default), above = areas.find((each) => each.code === from);
  if (!from) return words().holdsDefault(called(calendar));
  return from === code || !above ? words().holdsNow(called(calendar)) : words().holdsFrom(called(calendar), name(above.name));
}
