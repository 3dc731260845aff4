import { useEffect, useState } from 'preact/hooks';
import { enrol, phones, type Enrolment, type Phone } from '../api/phones.ts';
import type { UnitMember } from '../api/types.ts';
import { duration, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { peopleWords } from './people-words.ts';

const LOOK_MS = 3000;

/** A square to scan, ten minutes long and once; says when a phone has come in by it. */
export function EnrolSheet({ person, close }: { person: UnitMember; close: () => void }) {
  const [shown, setShown] = useState<Enrolment | null>(null), [wrong, setWrong] = useState(''), [busy, setBusy] = useState(false);
  const words = peopleWords(), done = useNewPhone(person.id, shown !== null);
  const make = async () => {
    setBusy(true);
    setWrong('');
    await enrol(person.id).then(setShown, (thrown: unknown) => setWrong(problemWords(thrown).join(' ')));
    setBusy(false);
  };
  useEffect(() => void make(), []);
  const left = shown ? Date.parse(shown.expires_at) - now.value : 0, over = shown !== null && left <= 0;
  return (
    <Sheet title={words.enrolFor(person.name)} close={close} foot={done ? <Button wide kind="primary" press={close}>{t().close}</Button>
      : <Button wide icon="retry" busy={busy} press={() => void make()} mark="new-code">{words.fresh}</Button>}>
      {wrong && <Wrong>{wrong}</Wrong>}
      {done ? <p class="row top good-line" role="status" data-enrolled><Icon name="check" /><span class="grow"><strong class="block">{words.done(done.name)}</strong><span class="small">{words.doneHint}</span></span></p> : <p>{words.scan}</p>}
      {!done && (
        <div class="qr">
          {shown && !over && <img src={`data:image/svg+xml,${encodeURIComponent(shown.qr)}`} alt={words.code(person.name)} />}
          {over && <strong>{words.over}</strong>}
          {!shown && !wrong && <span class="spin" />}
        </div>
      )}
      {shown && !done && (
        <>
          <p class={over ? 'num chip late' : 'num chip'} role="timer" data-left={over ? 'over' : 'running'}><Icon name="clock" />{over ? words.over : words.left(duration(left))}</p>
          <p class="small quiet">{words.once}</p>
          <details class="small"><summary>{words.link}</summary><p class="sunk" data-enrol-url>{shown.url}</p></details>
        </>
      )}
    </Sheet>
  );
}

/** The first phone that was not there when the code was made. */
function useNewPhone(person: string, looking: boolean): Phone | null {
  const [found, setFound] = useState<Phone | null>(null);
  useEffect(() => {
    if (!looking || found) return;
    let before: ReadonlySet<string> | null = null, current = true;
    const look = () => void phones(person).then((all) => {
      if (!current) return;
      before ??= new Set(all.map((phone) => phone.id));
      const fresh = all.find((phone) => !before?.has(phone.id));
      if (fresh) setFound(fresh);
    }, () => undefined);
    look();
    const timer = setInterval(() => document.hidden || look(), LOOK_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [person, looking, found]);
  return found;
}
