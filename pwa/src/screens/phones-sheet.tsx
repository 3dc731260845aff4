import { useEffect, useState } from 'preact/hooks';
import { phones, revoke, type Phone } from '../api/phones.ts';
import { ago, moment } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Bones, Empty } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { peopleWords } from './people-words.ts';

/** Where somebody is logged in, and the way to end that from here; of the caller when no person is given. */
export function PhonesSheet({ title, person, close }: { title: string; person?: string; close: () => void }) {
  const [found, setFound] = useState<readonly Phone[] | null>(null), [wrong, setWrong] = useState(''), [asked, setAsked] = useState<Phone | null>(null), [busy, setBusy] = useState(false);
  const words = peopleWords().list, fail = (thrown: unknown) => setWrong(problemWords(thrown).join(' '));
  useEffect(() => void phones(person).then(setFound, fail), [person]);
  const end = async ({ id }: Phone) => {
    setBusy(true);
    setWrong('');
    try {
      await revoke(id);
      say({ kind: 'done', title: words.done });
      setFound(await phones(person));
    } catch (thrown) {
      fail(thrown);
    }
    setBusy(false);
    setAsked(null);
  };
  if (asked) {
    return (
      <Sheet title={words.asks(asked.name || words.unknown)} close={() => setAsked(null)} key="ask" foot={(
        <div class="ways"><Button wide press={() => setAsked(null)} mark="keep">{words.keep}</Button><Button kind="danger" wide icon="ban" busy={busy} press={() => void end(asked)} mark="revoke-sure">{words.sure}</Button></div>
      )}>
        <p>{words.explains}</p>
      </Sheet>
    );
  }
  return (
    <Sheet title={title} close={close} key="list">
      {wrong && <Wrong>{wrong}</Wrong>}
      {!found && !wrong && <Bones rows={2} tall={72} />}
      {found?.length === 0 && <Empty words={words.empty} icon="device" />}
      <ul class="options">{found?.map((phone) => <One phone={phone} ask={() => setAsked(phone)} key={phone.id} />)}</ul>
    </Sheet>
  );
}

function One({ phone, ask }: { phone: Phone; ask: () => void }) {
  const words = peopleWords().list;
  return (
    <li class="card row top" data-phone={phone.id}>
      <div class="grow">
        <h3>{phone.name || words.unknown}</h3>
        <p class="small quiet">{words.seen(ago(phone.last_seen, now.value))}</p>
        <p class="small quiet">{words.since(moment(phone.since, now.value))} · {phone.push ? words.push : words.noPush}</p>
      </div>
      {phone.here ? <span class="chip accent">{words.here}</span> : <Button kind="danger" press={ask} mark="revoke">{words.revoke}</Button>}
    </li>
  );
}
