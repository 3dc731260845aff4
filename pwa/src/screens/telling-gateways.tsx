import { useEffect, useState } from 'preact/hooks';
import * as calls from '../api/calls.ts';
import * as api from '../api/telling.ts';
import type { Gateway, Unit, UnitMember } from '../api/types.ts';
import { moment, name } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { Bones } from '../ui/page.tsx';
import { Choose } from './telling-choose.tsx';
import { tellingWords as words } from './telling-words.ts';

/** Where units and persons are told besides the app. An address goes in and never comes out again. */
export function Gateways() {
  const [found, setFound] = useState<readonly Gateway[] | null>(null), [next, setNext] = useState<string | null>(null), [wrong, setWrong] = useState('');
  const load = async (cursor: string | null) => {
    await api.gateways(cursor).then((page) => { setFound((before) => [...(cursor ? before ?? [] : []), ...page.items]); setNext(page.next_cursor); },
      (thrown: unknown) => setWrong(problemWords(thrown).join(' ')));
  };
  useEffect(() => void load(null), []);
  return (
    <section class="card stack" data-gateways={found?.length ?? ''}>
      <h2>{words().gateways}</h2>
      <p class="small quiet">{words().gatewaysHint}</p>
      {wrong && <Wrong>{wrong}</Wrong>}
      {!found && !wrong && <Bones rows={1} />}
      {found?.length === 0 && <p class="quiet small">{words().noGateways}</p>}
      <ul class="stack">{found?.map((gateway) => <One gateway={gateway} again={() => void load(null)} key={gateway.id} />)}</ul>
      {next && <Button wide press={() => void load(next)} mark="more-gateways">{words().more}</Button>}
      <Add done={() => void load(null)} />
    </section>
  );
}

function One({ gateway, again }: { gateway: Gateway; again: () => void }) {
  const [busy, setBusy] = useState(false), [said, setSaid] = useState(''), [wrong, setWrong] = useState('');
  const { id, unit, person, service, hint, failures, last_ok_at } = gateway;
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    setSaid('');
    setWrong('');
    await work().catch((thrown: unknown) => setWrong(problemWords(thrown).join(' ')));
    setBusy(false);
  };
  const test = () => act(async () => setSaid(words().tests[(await api.tryGateway(id)).status]));
  const forget = () => act(async () => { await api.forgetGateway(id); say({ kind: 'done', title: words().forgotten }); again(); });
  return (
    <li class="stack tightly" data-gateway={id}>
      <h3>{unit ? name(unit.name) : person?.name}</h3>
      <p class="small quiet num">{service} {hint} · {last_ok_at ? words().lastOk(moment(last_ok_at, now.value)) : words().never}</p>
      {failures > 0 && <p><span class="chip late">{words().failures(failures)}</span></p>}
      <p class="small" role="status">{said}</p>
      {wrong && <Wrong>{wrong}</Wrong>}
      <div class="chips"><Button busy={busy} press={() => void test()} mark="test-gateway">{words().test}</Button><Button kind="danger" busy={busy} press={() => void forget()} mark="forget-gateway">{words().forget}</Button></div>
    </li>
  );
}

function Add({ done }: { done: () => void }) {
  const [units, setUnits] = useState<readonly Unit[]>([]), [people, setPeople] = useState<readonly UnitMember[]>([]);
  const [unit, setUnit] = useState(''), [person, setPerson] = useState(''), [url, setUrl] = useState(''), [busy, setBusy] = useState(false), [wrong, setWrong] = useState('');
  useEffect(() => void calls.units().then(setUnits, () => undefined), []);
  useEffect(() => {
    setPerson('');
    setPeople([]);
    if (unit) void calls.people(unit).then(setPeople, () => undefined);
  }, [unit]);
  const save = async () => {
    setBusy(true);
    setWrong('');
    try {
      await api.setGateway(person ? { person, url } : { unit, url });
      setUrl('');
      say({ kind: 'done', title: words().saved });
      done();
    } catch (thrown) {
      setWrong(problemWords(thrown).join(' '));
    }
    setBusy(false);
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Choose label={words().unit} value={unit} pick={setUnit} mark="gateway-unit" options={[['', '—'], ...units.map((each) => [each.code, name(each.name)] as const)]} />
      {unit && <Choose label={words().person} value={person} pick={setPerson} mark="gateway-person" options={[['', words().whole], ...people.map((each) => [each.id, each.name] as const)]} />}
      <Text label={words().url} hint={words().urlHint} value={url} input={setUrl} max={1000} autocomplete="off" name="gateway-url" wrong={wrong || undefined} />
      <Button submit busy={busy} disabled={!unit || !url.trim()} mark="set-gateway">{words().set}</Button>
    </form>
  );
}
