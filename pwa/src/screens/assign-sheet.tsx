import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/calls.ts';
import type { OrderDetail, UnitMember } from '../api/types.ts';
import { handTo } from '../core/people.ts';
import { t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { act } from '../state/act.ts';
import { keptPeople } from '../state/registry.ts';
import { me } from '../state/session.ts';
import { problemWords } from '../state/toast.ts';
import { Bones, Empty } from '../ui/page.tsx';
import { Icon } from '../ui/icon.tsx';
import { useSending } from './reason-sheet.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Wrong } from '../ui/field.tsx';

/** One tap on a name hands the order over. */
export function AssignSheet({ order, close }: { order: OrderDetail; close: () => void }) {
  const [people, setPeople] = useState<UnitMember[] | null>(null), [wrong, setWrong] = useState(''), [given, setGiven] = useState('');
  const sending = useSending(close);
  const unit = order.unit?.code ?? '';
  useEffect(() => {
    let asked = false;
    const kept = keptPeople(unit).then((found) => { if (!asked && found.length) setPeople(found); return found.length > 0; });
    api.people(unit).then((found) => { asked = true; setPeople(found); }, async (thrown: unknown) => { if (!(await kept)) setWrong(problemWords(thrown).join(' ')); });
  }, [unit]);
  const give = (person: UnitMember) => {
    if (sending.busy) return;
    setGiven(person.id);
    sending.sent(act(order, 'assign', { person: person.id }));
  };
  return (
    <Sheet title={orderWords().assignTitle} close={close}>
      {wrong && <Wrong>{wrong}</Wrong>}
      {sending.wrong}
      {!people && !wrong && <Bones rows={3} tall={56} />}
      {people?.length === 0 && <Empty words={[orderWords().nobodyHere, '']} icon="people" />}
      <ul class="options">
        {people && handTo(people, me.value?.person.id ?? '').map((person) => (
          <li key={person.id}>
            <button type="button" class="option" onClick={() => give(person)} data-person={person.id} aria-busy={sending.busy && given === person.id}>
              <span class="avatar" aria-hidden="true">{person.name.slice(0, 1)}</span>
              <span class="grow">{person.name}<span class="small quiet block">{rolesOf(person)}</span></span>
              {sending.busy && given === person.id ? <span class="spin" aria-hidden="true" /> : order.person?.id === person.id ? <Icon name="check" /> : <Icon name="next" />}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function rolesOf({ id, roles }: UnitMember): string {
  const words = [...new Set(roles.map((role) => t().roles[role] ?? role))];
  return (id === me.value?.person.id ? [orderWords().me, ...words] : words).join(' · ');
}
