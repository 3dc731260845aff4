import { useEffect, useId, useState } from 'preact/hooks';
import { units as fetchUnits } from '../api/calls.ts';
import { forgetStep, ladder, setStep } from '../api/telling.ts';
import type { Step, Steps, Unit } from '../api/types.ts';
import { EVERYBODY, minutesOf, scopesWith, stepFor, type Scope } from '../core/telling.ts';
import { name } from '../i18n/index.ts';
import { elements } from '../state/registry.ts';
import { problemWords, say } from '../state/toast.ts';
import { Pick, Wrong } from '../ui/field.tsx';
import { Bones } from '../ui/page.tsx';
import { Choose } from './telling-choose.tsx';
import { kindWords, tellingWords as words } from './telling-words.ts';

const RUNGS = ['gateway', 'stand_in', 'supervisor'] as const;
type Rung = (typeof RUNGS)[number];

/** After how many minutes what nobody has seen goes a rung further: for everybody, or for an element or a unit of its own. */
export function Ladder() {
  const [found, setFound] = useState<Steps | null>(null), [units, setUnits] = useState<readonly Unit[]>([]), [kind, setKind] = useState('new'), [scope, setScope] = useState<Scope>(EVERYBODY), [wrong, setWrong] = useState('');
  const fail = (thrown: unknown) => setWrong(problemWords(thrown).join(' '));
  useEffect(() => void ladder().then(setFound, fail), []);
  useEffect(() => void fetchUnits().then(setUnits, () => undefined), []);
  const save = async (work: () => Promise<void>) => {
    setWrong('');
    try {
      await work();
      setFound(await ladder());
      say({ kind: 'done', title: words().saved });
    } catch (thrown) {
      fail(thrown);
    }
  };
  const named = (rung: Rung): Step => ({ kind, rung, ...(scope.of === 'element' ? { element: scope.code } : scope.of === 'unit' ? { unit: scope.code } : {}) });
  const called = ({ of, code }: Scope) => {
    const one = (of === 'element' ? elements().value : units).find((each) => each.code === code);
    return one ? name(one.name) : code;
  };
  const lists = { element: elements().value, unit: units }, options = scope.of === 'all' ? [] : lists[scope.of].map((each) => [each.code, name(each.name)] as const);
  const others = scopesWith(found?.items ?? [], kind), may = scope.of === 'unit' || found?.may_change === true, chosen = scope.of === 'all' || scope.code !== '';
  return (
    <details class="card" data-ladder={found?.items.length ?? ''}>
      <summary><h2 class="inline">{words().ladder}</h2></summary>
      <div class="stack">
        <p class="small quiet">{words().ladderHint}</p>
        {wrong && <Wrong>{wrong}</Wrong>}
        {!found && !wrong && <Bones rows={2} />}
        {found && <Choose label={words().kind} value={kind} pick={setKind} mark="ladder-kind" options={found.kinds.map((each) => [each, kindWords(each)] as const)} />}
        {found && <Pick label={words().scope} value={scope.of} pick={(of) => setScope({ of, code: '' })} options={[['all', words().everybody], ['element', words().element], ['unit', words().unit]]} />}
        {scope.of !== 'all' && <Choose label={words()[scope.of]} value={scope.code} pick={(code) => setScope({ ...scope, code })} mark="ladder-scope" options={[['', '—'], ...options]} />}
        {found && !may && <p class="small">{words().shared}</p>}
        {found && chosen && RUNGS.map((rung) => {
          const { own, general } = stepFor(found.items, kind, rung, scope), key = `${kind} ${rung} ${scope.of} ${scope.code}`;
          const put = (minutes: number | null) => void save(() => setStep({ ...named(rung), minutes }));
          if (scope.of === 'all') return <Minutes key={key} rung={rung} may={may} now={general} put={put} />;
          return <Own key={`${key} ${own ? own.minutes ?? 'never' : ''}`} rung={rung} may={may} own={own ? { minutes: own.minutes ?? null } : null} general={general} put={put} back={() => void save(() => forgetStep(named(rung)))} />;
        })}
        {others.length > 0 && <section class="stack tightly"><h3>{words().others}</h3>
          <ul class="chips">{others.map((one) => <li key={one.of + one.code}><button type="button" class="button" onClick={() => setScope(one)}>{called(one)}</button></li>)}</ul></section>}
      </div>
    </details>
  );
}

/** What an element or a unit has of its own: as everybody, never, or minutes. */
function Own({ rung, may, own, general, put, back }: { rung: Rung; may: boolean; own: { readonly minutes: number | null } | null; general: number | null; put: (minutes: number | null) => void; back: () => void }) {
  const [way, setWay] = useState(!own ? 'as' : own.minutes === null ? 'never' : 'own');
  const pick = (to: string) => {
    setWay(to);
    if (to === 'as' && own) back();
    if (to === 'never') put(null);
  };
  return (
    <fieldset class="stack tightly" disabled={!may} data-own={rung}>
      <legend class="vh">{words().rungs[rung]}</legend>
      <Choose label={words().rungs[rung] ?? rung} value={way} pick={pick} mark={`own-${rung}`}
        options={[['as', words().asAll(general === null ? words().skip : words().after(general))], ['never', words().skip], ['own', words().ownMinutes]]} />
      {way === 'own' && <Minutes rung={rung} may={may} now={own?.minutes ?? null} put={put} needed />}
    </fieldset>
  );
}

function Minutes({ rung, may, now, put, needed }: { rung: Rung; may: boolean; now: number | null; put: (minutes: number | null) => void; needed?: boolean }) {
  const id = useId(), [wrong, setWrong] = useState(false), [typed, setTyped] = useState(String(now ?? ''));
  const take = (text: string) => {
    const minutes = minutesOf(text), bad = Number.isNaN(minutes) || (needed === true && minutes === null);
    setWrong(bad);
    if (!bad && minutes !== now) put(minutes);
  };
  return (
    <div class="field">
      <label for={id}>{words().rungs[rung]} ({words().minutes})</label>
      <input id={id} class="input num" type="text" inputMode="numeric" autocomplete="off" maxLength={6} disabled={!may} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} data-setting={`ladder-${rung}`}
        aria-invalid={wrong || undefined} aria-describedby={wrong ? `${id}-wrong` : undefined} onChange={(event) => take(event.currentTarget.value)} />
      {wrong && <Wrong id={`${id}-wrong`}>{words().badMinutes}</Wrong>}
    </div>
  );
}
