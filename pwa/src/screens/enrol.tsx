import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { redeem } from '../api/phones.ts';
import { codeOf } from '../core/enrol.ts';
import { asProblem } from '../core/problem.ts';
import { arrive, home, me } from '../state/session.ts';
import { problemWords } from '../state/toast.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Mark } from '../ui/icon.tsx';
import { Bar, Empty } from '../ui/page.tsx';
import { enrolWords } from './enrol-words.ts';
import { unsentWords } from './leave-sheet.tsx';

/** Takes the code out of the address at once: it must not stay in the history or be shared with a screenshot. */
function takeCode(): string | null {
  const code = codeOf(location.hash);
  if (location.hash) history.replaceState(history.state, '', location.pathname);
  return code;
}

type Step = { readonly kind: 'ask' | 'working' | 'none' } | { readonly kind: 'failed'; readonly words: readonly [string, string]; readonly again: boolean };

/** Once somebody is in the app is drawn anew around this page; until the way home is found it must not say that there is no code. */
let entering = false;

/** Scanned, and in: nothing is tapped unless somebody else is logged in here. */
export default function Enrol() {
  const [code, setCode] = useState(takeCode), [step, setStep] = useState<Step>({ kind: code || entering ? 'working' : 'none' });
  const { route } = useLocation(), words = enrolWords();
  const go = async () => {
    if (!code) return;
    setStep({ kind: 'working' });
    entering = true;
    try {
      await redeem(code);
      await arrive();
      route(home.peek(), true);
    } catch (thrown) {
      setStep(failed(thrown));
    } finally {
      entering = false;
    }
  };
  useEffect(() => {
    if (code && me.peek()) setStep({ kind: 'ask' });
    else void go();
  }, [code]);
  // A second code scanned into the same tab changes nothing but what is behind the #.
  useEffect(() => {
    const another = () => setCode((before) => takeCode() ?? before);
    addEventListener('hashchange', another);
    return () => removeEventListener('hashchange', another);
  }, []);
  return (
    <div class="page">
      <Bar title={words.title} />
      <div class="inner" data-enrol={step.kind}>
        {step.kind === 'working' && <div class="empty" role="status"><Mark /><h2>{words.working}</h2><span class="spin" /></div>}
        {step.kind === 'ask' && <Ask go={() => void go()} stay={() => route(home.peek(), true)} />}
        {step.kind === 'none' && <Empty words={words.none} icon="camera"><Out /></Empty>}
        {step.kind === 'failed' && <Empty words={step.words} icon="alert">{step.again && <Button kind="primary" icon="retry" press={() => void go()} mark="again">{words.again}</Button>}<Out /></Empty>}
      </div>
    </div>
  );
}

function failed(thrown: unknown): Step {
  const { status, unsure } = asProblem(thrown), words = enrolWords();
  // Wrong, used and expired are one answer, so that nobody can find out by trying which codes there were.
  return { kind: 'failed', words: status === 404 ? words.used : status === 0 ? words.net : problemWords(thrown), again: unsure };
}

const Out = () => (me.value ? <LinkButton href={home.value}>{enrolWords().home}</LinkButton> : <LinkButton href="/login">{enrolWords().login}</LinkButton>);

function Ask({ go, stay }: { go: () => void; stay: () => void }) {
  const words = enrolWords().other, unsent = unsentWords();
  return (
    <section class="card stack">
      <h2>{words.title(me.value?.person.name ?? '')}</h2>
      <p>{words.ask}</p>
      {unsent && <p class="alarm">{words.sealed(unsent)}</p>}
      <div class="ways"><Button kind="primary" press={go} mark="enrol-go">{words.go}</Button><Button press={stay} mark="enrol-stay">{words.stay}</Button></div>
    </section>
  );
}
