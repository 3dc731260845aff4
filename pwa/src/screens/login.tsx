import { useEffect, useState } from 'preact/hooks';
import { lazy, useLocation } from 'preact-iso';
import { demo as askDemo } from '../api/calls.ts';
import type { Demo } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import { home, logIn, session } from '../state/session.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { useTitle } from '../ui/page.tsx';
import { codeIn } from '../core/enrol.ts';
import { enrolWords } from './enrol-words.ts';

export default function Login() {
  const [who, setWho] = useState(''), [secret, setSecret] = useState(''), [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null), [demo, setDemo] = useState<Demo | null>(null);
  const { route, path } = useLocation();
  const heading = useTitle(t().login.title);
  useEffect(() => void askDemo().then(setDemo, () => undefined), []);

  const enter = async (login: string, password: string) => {
    if (!login || !password) return setWrong(t().login.empty);
    setBusy(login);
    setWrong(null);
    try {
      await logIn(login, password);
      // A link to an order that asked for a login leads on to that order.
      if (path === '/' || path === '/login') route(home.value, true);
    } catch (thrown) {
      setWrong(problemWords(thrown).join('。'));
      setBusy(null);
    }
  };
  const submit = (event: Event) => { event.preventDefault(); void enter(who.trim(), secret); };

  return (
    <div class="login">
      <header class="stack">
        <div class="row"><Mark /><span class="grow" /><LanguageSwitch /></div>
        <div><h1 ref={heading} tabIndex={-1}>{t().app}</h1><p class="quiet">{t().tagline}</p></div>
      </header>
      <WhyOut />
      <form class="card stack" onSubmit={submit} noValidate>
        <Text label={t().login.name} name="username" autocomplete="username" value={who} input={setWho} />
        <Text label={t().login.password} name="password" type="password" autocomplete="current-password" value={secret} input={setSecret} />
        {wrong && <Wrong>{wrong}</Wrong>}
        <Button kind="primary" submit wide busy={busy !== null && busy === who.trim()}>{t().login.go}</Button>
      </form>
      <Scan />
      {/* Last, because it comes last: above the form it would push away what somebody is about to tap. */}
      {demo?.demo && <DemoLogins logins={demo.logins} busy={busy} enter={(login) => void enter(login, demo.password ?? '')} />}
    </div>
  );
}

/** Why somebody who was logged in no longer is, and what became of their work. */
function WhyOut() {
  const { value } = session;
  if (value.kind !== 'out' || !value.why) return null;
  const [happened, todo] = enrolWords().why[value.why];
  return <p class="card row top alarm" role="status" data-why={value.why}><Icon name="alert" /><span class="grow"><strong class="block">{happened}</strong><span class="small">{todo}</span></span></p>;
}

const Scanner = lazy(() => import('./scan.tsx').then((module) => module.Scanner));

/** For the app on an iPhone's home screen too, which a link scanned by the phone's own camera does not reach. */
function Scan() {
  const [open, setOpen] = useState(false), [wrong, setWrong] = useState('');
  const { route } = useLocation();
  const found = (text: string) => {
    const code = codeIn(text);
    setOpen(false);
    if (code) route(`/enrol#${code}`);
    else setWrong(enrolWords().wrongCode);
  };
  return (
    <div class="stack tightly">
      <Button wide icon="camera" press={() => { setWrong(''); setOpen(true); }} mark="scan-code">{enrolWords().scan}</Button>
      {wrong && <Wrong>{wrong}</Wrong>}
      {open && <Scanner found={found} close={() => setOpen(false)} />}
    </div>
  );
}

function DemoLogins({ logins, busy, enter }: { logins: Demo['logins']; busy: string | null; enter: (login: string) => void }) {
  return (
    <section class="stack" aria-label={t().login.demo}>
      <h2>{t().login.demo}</h2>
      <div class="options two">
        {logins.map(({ login, name, role }) => (
          <button type="button" class={busy === login ? 'option busy' : 'option'} key={login} data-login={login} aria-disabled={busy !== null}
            onClick={() => busy === null && enter(login)}>
            <span class="avatar" aria-hidden="true">{name.slice(0, 1)}</span>
            <span class="grow">{name}<span class="small quiet block">{t().roles[role]}</span></span>
            {busy === login && <span class="spin" />}
          </button>
        ))}
      </div>
    </section>
  );
}
