import { useEffect, useId, useState } from 'preact/hooks';
import { plan, rosters } from '../api/rosters.ts';
import type { Roster, UnitMember } from '../api/types.ts';
import { boxed, complete, said, type Shift, type Spell } from '../core/duty.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Bones } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { dutyWords as words } from './duty-words.ts';
import '../ui/css/duty.css';

interface Draft { readonly version: number; readonly shifts: readonly Shift[]; readonly spells: readonly Spell[]; readonly stand_in: string }

const drafted = ({ version, shifts, spells, stand_in }: Roster): Draft => ({
  version, shifts, stand_in: stand_in?.id ?? '',
  spells: spells.map((spell) => ({ kind: spell.kind, from: boxed(spell.from_at), to: boxed(spell.to_at), stand_in: spell.stand_in?.id ?? '' })),
});

/** A person's week, leave and stand-in; saved whole, on the version that was read. */
export function DutySheet({ unit, person, people, close }: { unit: string; person: UnitMember; people: readonly UnitMember[]; close: () => void }) {
  const [found, setFound] = useState<Roster | null>(null), [draft, setDraft] = useState<Draft | null>(null), [wrong, setWrong] = useState(''), [busy, setBusy] = useState(false);
  const failed = (thrown: unknown) => setWrong(problemWords(thrown).join(' '));
  useEffect(() => void rosters(unit).then((all) => {
    const own = all.find((one) => one.person.id === person.id) ?? null;
    setFound(own);
    setDraft(own && drafted(own));
  }, failed), []);
  const save = async () => {
    if (!draft) return;
    if (!complete(draft.shifts, draft.spells)) return setWrong(words().incomplete);
    setBusy(true);
    try {
      await plan(person.id, { version: draft.version, shifts: [...draft.shifts], spells: draft.spells.map(said), stand_in: draft.stand_in || null });
      say({ kind: 'done', title: words().saved });
      close();
    } catch (thrown) { failed(thrown); }
    setBusy(false);
  };
  const edit = (more: Partial<Draft>) => { setWrong(''); setDraft(draft && { ...draft, ...more }); };
  const others = people.filter((one) => one.id !== person.id);
  return (
    <Sheet title={words().dutyOf(person.name)} close={close} foot={found?.may_change && <Button kind="primary" wide icon="check" busy={busy} press={() => void save()} mark="save-duty">{words().save}</Button>}>
      {!draft && !wrong && <Bones rows={3} />}
      {found && <p data-duty={found.on_duty ? 'on' : 'off'}><strong>{words().now[found.on_duty ? 'on' : 'off']}</strong>{!found.on_duty && ` · ${found.told ? words().told(found.told.name) : words().nobody}`}</p>}
      <p class="small quiet">{words().hint}</p>
      {draft && <fieldset class="stack" disabled={!found?.may_change}><legend class="vh">{words().duty}</legend>
        <Week shifts={draft.shifts} edit={(shifts) => edit({ shifts })} />
        <Spells spells={draft.spells} others={others} edit={(spells) => edit({ spells })} />
        <StandIn label={words().standIn} value={draft.stand_in} others={others} pick={(stand_in) => edit({ stand_in })} />
      </fieldset>}
      {wrong && <Wrong>{wrong}</Wrong>}
    </Sheet>
  );
}

/** The list with one entry changed, or without it. */
const put = <T,>(list: readonly T[], index: number, more: Partial<T>): T[] => list.map((one, at) => (at === index ? { ...one, ...more } : one));
const without = <T,>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);

function Week({ shifts, edit }: { shifts: readonly Shift[]; edit: (shifts: readonly Shift[]) => void }) {
  return (
    <section class="stack"><h3>{words().week}</h3>
      {shifts.map((shift, index) => (
        <div class="row shift" key={index} data-shift={index}>
          <select class="input" aria-label={words().day} value={shift.weekday} onChange={(event) => edit(put(shifts, index, { weekday: Number(event.currentTarget.value) }))}>
            {words().days.map((day, at) => <option value={at + 1} key={day}>{day}</option>)}
          </select>
          <input class="input num" type="time" aria-label={words().from} value={shift.starts} onInput={(event) => edit(put(shifts, index, { starts: event.currentTarget.value }))} />
          <input class="input num" type="time" aria-label={words().to} value={shift.ends} onInput={(event) => edit(put(shifts, index, { ends: event.currentTarget.value }))} />
          <IconButton icon="trash" label={words().remove} press={() => edit(without(shifts, index))} />
        </div>
      ))}
      <Button icon="plus" press={() => edit([...shifts, { weekday: (shifts.at(-1)?.weekday ?? 0) % 7 + 1, starts: shifts.at(-1)?.starts ?? '08:00', ends: shifts.at(-1)?.ends ?? '17:00' }])} mark="add-shift">{words().addShift}</Button>
    </section>
  );
}

function Spells({ spells, others, edit }: { spells: readonly Spell[]; others: readonly UnitMember[]; edit: (spells: readonly Spell[]) => void }) {
  const add = (kind: Spell['kind']) => edit([...spells, { kind, from: '', to: '', stand_in: '' }]);
  return (
    <section class="stack"><h3>{words().spells}</h3>
      {spells.map((spell, index) => (
        <div class="card stack" key={index} data-spell={index}>
          <div class="row"><strong class="grow">{words().kind[spell.kind]}</strong><IconButton icon="trash" label={words().remove} press={() => edit(without(spells, index))} /></div>
          <input class="input num" type="datetime-local" aria-label={words().from} value={spell.from} onInput={(event) => edit(put(spells, index, { from: event.currentTarget.value }))} />
          <input class="input num" type="datetime-local" aria-label={words().to} value={spell.to} onInput={(event) => edit(put(spells, index, { to: event.currentTarget.value }))} />
          {spell.kind === 'leave' && <StandIn label={words().standIn} value={spell.stand_in} others={others} pick={(stand_in) => edit(put(spells, index, { stand_in }))} />}
        </div>
      ))}
      <div class="ways"><Button icon="plus" press={() => add('leave')} mark="add-leave">{words().addLeave}</Button><Button icon="plus" press={() => add('extra')} mark="add-extra">{words().addExtra}</Button></div>
    </section>
  );
}

function StandIn({ label, value, others, pick }: { label: string; value: string; others: readonly UnitMember[]; pick: (person: string) => void }) {
  const id = useId();
  return (
    <div class="field"><label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => pick(event.currentTarget.value)} data-stand-in>
        <option value="">{words().none}</option>
        {others.map((one) => <option value={one.id} key={one.id}>{one.name}</option>)}
      </select>
    </div>
  );
}
