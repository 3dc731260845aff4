import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import * as api from '../api/calls.ts';
import type { UnitMember } from '../api/types.ts';
import { name, t } from '../i18n/index.ts';
import { units } from '../state/registry.ts';
import { me } from '../state/session.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { DutySheet } from './duty-sheet.tsx';
import { dutyWords } from './duty-words.ts';
import { EnrolSheet } from './enrol-sheet.tsx';
import { PhonesSheet } from './phones-sheet.tsx';
import { peopleWords } from './people-words.ts';

/** A person's phones are looked for among few people; the box to search in only stands in the way then. */
const MANY = 8;

/** The people of my units: whose phone is let in, and whose is put out. */
export default function People() {
  const { route } = useLocation(), words = peopleWords();
  const mine = ownUnits(), [unit, setUnit] = useState(mine[0]?.code ?? ''), [q, setQ] = useState('');
  const [people, setPeople] = useState<readonly UnitMember[] | null>(null), [wrong, setWrong] = useState('');
  const [open, setOpen] = useState<{ readonly kind: 'enrol' | 'phones' | 'duty'; readonly person: UnitMember } | null>(null);
  const chosen = unit || mine[0]?.code || '';
  useEffect(() => {
    if (!chosen) return;
    setPeople(null);
    setWrong('');
    let current = true;
    void api.people(chosen).then((found) => current && setPeople(found), (thrown: unknown) => current && setWrong(problemWords(thrown).join(' ')));
    return () => { current = false; };
  }, [chosen]);
  const shown = people?.filter((person) => person.name.toLowerCase().includes(q.trim().toLowerCase()));
  const close = () => setOpen(null);
  return (
    <div class="page">
      <Bar title={words.title} back={() => route('/me')} />
      <div class="inner wide">
        {mine.length > 1 && (
          <div class="field">
            <label for="unit">{words.unit}</label>
            <select id="unit" class="input" value={chosen} onChange={(event) => setUnit(event.currentTarget.value)}>
              {mine.map((one) => <option value={one.code} key={one.code}>{name(one.name)}</option>)}
            </select>
          </div>
        )}
        {people && people.length > MANY && <Text label={words.search} hideLabel hint={words.search} type="search" value={q} input={setQ} />}
        {wrong && <Wrong>{wrong}</Wrong>}
        {chosen && !people && !wrong && <Bones rows={3} tall={132} />}
        {!chosen && <Empty words={words.noUnit} icon="people" />}
        {people?.length === 0 && <Empty words={words.empty} icon="people" />}
        {shown?.length === 0 && people!.length > 0 && <Empty words={words.none} icon="search" />}
        <ul class="halves">{shown?.map((person) => <One person={person} key={person.id} open={(kind) => setOpen({ kind, person })} />)}</ul>
      </div>
      {open?.kind === 'enrol' && <EnrolSheet person={open.person} close={close} />}
      {open?.kind === 'duty' && people && <DutySheet unit={chosen} person={open.person} people={people} close={close} />}
      {open?.kind === 'phones' && <PhonesSheet title={words.phonesOf(open.person.name)} person={open.person.id} close={close} />}
    </div>
  );
}

/** A coordinator's own units; an administrator's are all. */
function ownUnits() {
  const roles = me.value?.roles ?? [];
  if (roles.some(({ kind }) => kind === 'administrator')) return units().value;
  return roles.flatMap(({ kind, unit }) => (kind === 'coordinator' && unit ? [unit] : []));
}

function One({ person, open }: { person: UnitMember; open: (kind: 'enrol' | 'phones' | 'duty') => void }) {
  const words = peopleWords(), roles = [...new Set(person.roles.map((role) => t().roles[role] ?? role))].join(' · ');
  return (
    <li class="card stack" data-person={person.id}>
      <div class="row">
        <span class="avatar" aria-hidden="true">{person.name.slice(0, 1)}</span>
        <div class="grow"><h2>{person.name}</h2><p class="small quiet">{roles}</p></div>
      </div>
      <div class="ways">
        <Button icon="plus" press={() => open('enrol')} mark="enrol">{words.enrol}<span class="vh"> {person.name}</span></Button>
        <Button icon="clock" press={() => open('duty')} mark="duty">{dutyWords().duty}<span class="vh"> {person.name}</span></Button>
        <Button icon="device" press={() => open('phones')} mark="phones">{words.phones}<span class="vh"> {person.name}</span></Button>
      </div>
    </li>
  );
}
