import { useEffect, useId, useState } from 'preact/hooks';
import * as calls from '../api/calls.ts';
import type { Unit, UnitMember } from '../api/types.ts';
import { AT_ONCE, clashes, draftOf, faults, levelOf, WHO, withLevel, type AtOnce, type Draft, type LadderName, type Level } from '../core/ladders.ts';
import { name } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Pick, Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { inWords, type Names } from './ladder-level.ts';
import { ladderWords as words } from './ladder-words.ts';
import { Choose } from './telling-choose.tsx';

const NEW: Draft = { when: 'after', amount: '0', who: 'coordinator', person: '', moves: false, at_once: [] };

/** One level: when, who, how, and whether the order moves; below it stands how it reads. */
export function LevelSheet({ ladder, at, levels, names, close, done }: {
  ladder: LadderName; at: number | null; levels: readonly Level[]; names: Names; close: () => void; done: (level: Level, called: readonly [string, string] | null) => void;
}) {
  const current = at === null ? undefined : levels[at];
  const [draft, setDraft] = useState<Draft>(current ? draftOf(current) : NEW), [called, setCalled] = useState<readonly [string, string] | null>(null), [tried, setTried] = useState(false);
  const { level, wrong } = levelOf(ladder, draft), said = words(), [title] = said.ladders[ladder];
  const edit = (more: Partial<Draft>) => setDraft({ ...draft, ...more });
  // What is wrong with the moment is said beside it, also when that is only seen beside the other levels, and whoever is told.
  const moment = levelOf(ladder, { ...draft, who: 'coordinator' }).level;
  const amount = wrong.has('amount') ? (draft.when === 'share' ? said.badShare : said.badMinutes) : moment && clashes(levels, moment, at) ? said.faults.order
    : moment && faults(ladder, withLevel(levels, moment, at)).get(0) === 'late' ? said.faults.late : '';
  const finish = () => {
    setTried(true);
    if (level && !amount) done(level, called);
  };
  useEffect(() => { if (tried) document.querySelector<HTMLElement>('dialog [aria-invalid]')?.focus(); }, [tried]);
  const toggle = (rung: AtOnce, on: boolean) => edit({ at_once: on ? [...draft.at_once, rung] : draft.at_once.filter((one) => one !== rung) });
  return (
    <Sheet title={at === null ? said.addTitle(title) : said.editTitle(title, at + 1)} close={close} foot={<Button kind="primary" wide icon="check" press={finish} mark="level-done">{said.done}</Button>}>
      <div class="stack">
        <Pick label={said.when} value={draft.when} pick={(when) => { setTried(false); edit({ when, amount: when === 'share' ? '50' : '0' }); }} options={[['share', said.whens.share], ['after', said.whens.after]]} />
        <Amount label={draft.when === 'share' ? said.percent : said.minutes} value={draft.amount} input={(typed) => { setTried(false); edit({ amount: typed }); }} wrong={tried ? amount : ''} />
        <Choose label={said.whom} value={draft.who} pick={(who) => edit({ who: who as Draft['who'] })} mark="level-who" options={WHO.map((who) => [who, said.who[who]] as const)} />
        {draft.who === 'person' && <Person value={draft.person} names={names} wrong={tried && wrong.has('person') ? said.faults.person : ''} pick={(person) => { setCalled(person); edit({ person: person?.[0] ?? '' }); }} />}
        <fieldset class="stack tightly">
          <legend class="legend">{said.howTitle}</legend>
          <p class="small quiet">{said.howHint}</p>
          {AT_ONCE.map((rung) => (
            <label class="option" key={rung}><input type="checkbox" checked={draft.at_once.includes(rung)} onChange={(event) => toggle(rung, event.currentTarget.checked)} data-rung={rung} /><span class="grow">{said.rungs[rung]}</span></label>
          ))}
        </fieldset>
        {ladder !== 'not_reviewed' && (
          <label class="row switch"><span class="grow"><strong>{said.moves}</strong><span class="block small quiet">{said.movesHint}</span></span>
            <input type="checkbox" role="switch" checked={draft.moves} onChange={(event) => edit({ moves: event.currentTarget.checked })} data-setting="moves" /></label>
        )}
        {level && <p class="card" role="status" data-reads><strong class="block small">{said.reads}</strong>{inWords(level, called ? new Map([called]) : names)}</p>}
      </div>
    </Sheet>
  );
}

function Amount({ label, value, input, wrong }: { label: string; value: string; input: (value: string) => void; wrong: string }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} class="input num" type="text" inputMode="decimal" autocomplete="off" maxLength={8} value={value} aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? `${id}-wrong` : undefined}
        onInput={(event) => input(event.currentTarget.value)} data-setting="level-amount" />
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </div>
  );
}

/** Somebody of a unit; who is named already stays in the list, whichever unit is looked at. */
function Person({ value, names, wrong, pick }: { value: string; names: Names; wrong: string; pick: (person: readonly [string, string] | null) => void }) {
  const [units, setUnits] = useState<readonly Unit[]>([]), [people, setPeople] = useState<readonly UnitMember[]>([]), [unit, setUnit] = useState(''), id = useId();
  useEffect(() => void calls.units().then(setUnits, () => undefined), []);
  useEffect(() => {
    setPeople([]);
    if (unit) void calls.people(unit).then(setPeople, () => undefined);
  }, [unit]);
  const listed = new Map([...(names.has(value) ? [[value, names.get(value) ?? ''] as const] : []), ...people.map((each) => [each.id, each.name] as const)]);
  return (
    <>
      <Choose label={words().unit} value={unit} pick={setUnit} mark="level-unit" options={[['', '—'], ...units.map((each) => [each.code, name(each.name)] as const)]} />
      <div class="field">
        <label for={id}>{words().person}</label>
        <select id={id} class="input" value={value} aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? `${id}-wrong` : undefined} data-setting="level-person"
          onChange={({ currentTarget: { value: chosen } }) => pick(chosen ? [chosen, listed.get(chosen) ?? ''] : null)}>
          <option value="">—</option>
          {[...listed].map(([each, called]) => <option value={each} key={each}>{called}</option>)}
        </select>
        {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
      </div>
    </>
  );
}
