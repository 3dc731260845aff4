import { useEffect, useState } from 'preact/hooks';
import { testPush } from '../api/phones.ts';
import { hearPushes, here, pushed } from '../device/phone.ts';
import { askLater, keptPush, pushOff, pushState, WEEK_MS, type PushState } from '../device/push.ts';
import { subscribed, turnPushOn } from '../state/push.ts';
import { problemWords, sayProblem } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Line } from '../ui/line.tsx';
import { phoneWords } from './phone-words.ts';

/** Asked for only here and by a tap: a question on the first screen is refused for ever. */
export function PushCard() {
  const [state, setState] = useState<PushState | null>(null), [busy, setBusy] = useState(false);
  const words = phoneWords().push, look = () => pushState().then(setState, () => setState('unsupported'));
  useEffect(() => void look(), [subscribed.value]);
  const change = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().catch(sayProblem);
    await look();
    setBusy(false);
  };
  if (!state) return null;
  const on = () => void change(turnPushOn);
  const off = () => { askLater(52 * WEEK_MS); void change(pushOff); };
  const todo = state === 'denied' && phoneWords().permissions.deniedPush[here()];
  return (
    <div data-push={state}>
      <Line icon="bell" title={words.title} tone={state === 'on' ? 'done' : state === 'off' ? 'soon' : 'late'} words={[words.state[state], todo, state !== 'on' && state !== 'off' && words.open]}>
        {state === 'off' && <Button kind="primary" busy={busy} press={on} mark="push-on">{words.on}</Button>}
        {state === 'nobody' && <Button busy={busy} press={on} mark="push-on">{words.again}</Button>}
        {state === 'on' && <><Test /><Button busy={busy} press={off} mark="push-off">{words.off}</Button></>}
      </Line>
    </div>
  );
}

const PATIENCE_MS = 20_000;
type Step = { readonly kind: 'idle' | 'asking' | 'waiting' | 'silent' } | { readonly kind: 'arrived'; readonly ms: number } | { readonly kind: 'refused'; readonly said: string };

/** Both ends tell: the server whether it could send, this phone whether it came. */
function Test() {
  const [step, setStep] = useState<Step>({ kind: 'idle' }), [asked, setAsked] = useState(0);
  const words = phoneWords().push, came = pushed.value;
  useEffect(hearPushes, []);
  useEffect(() => {
    if (asked && came?.kind === 'test' && came.at >= asked) setStep({ kind: 'arrived', ms: came.at - asked });
  }, [came, asked]);
  useEffect(() => {
    if (step.kind !== 'waiting') return;
    const timer = setTimeout(() => setStep({ kind: 'silent' }), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [step.kind]);
  const go = async () => {
    setAsked(Date.now());
    setStep({ kind: 'asking' });
    try {
      const { sent, status } = await testPush(keptPush()?.id ?? '');
      // It may have arrived before the server's answer did.
      setStep((now) => (now.kind === 'arrived' ? now : sent ? { kind: 'waiting' } : { kind: 'refused', said: status ? ` (${status})` : '' }));
    } catch (thrown) {
      setStep({ kind: 'refused', said: `: ${problemWords(thrown).join(' ')}` });
    }
  };
  return (
    <>
      <div class="stack tightly small" role="status" data-test={step.kind}>{step.kind !== 'idle' && <Said step={step} />}</div>
      <Button kind="primary" busy={step.kind === 'asking' || step.kind === 'waiting'} press={() => void go()} mark="test-push">{words.test}</Button>
    </>
  );
}

function Said({ step }: { step: Step }) {
  const words = phoneWords().push;
  if (step.kind === 'asking') return <p>{words.asking}</p>;
  if (step.kind === 'refused') return <><p class="wrong"><Icon name="alert" />{words.serverNo(step.said)}</p><p class="quiet">{words.serverNoTodo}</p></>;
  const sent = <p class="row tightly good-line"><Icon name="check" />{words.serverOk}</p>;
  if (step.kind === 'arrived') return <>{sent}<p class="row tightly good-line"><Icon name="check" />{words.arrived((step.ms / 1000).toFixed(1))}</p><p class="quiet">{words.shown}</p></>;
  if (step.kind === 'silent') return <>{sent}<p class="wrong"><Icon name="alert" />{words.silent}</p><p class="quiet">{words.silentTodo}</p></>;
  return <p>{words.waiting}</p>;
}
