import { useEffect, useRef, useState } from 'preact/hooks';
import type { OrderItem } from '../api/types.ts';
import { current as looking, HOLD_MS, isMark, isRequest, mayDecide, queued, type Key, type Verdict } from '../core/review.ts';
import { name, t } from '../i18n/index.ts';
import { actionWords } from '../i18n/steps.ts';
import { pending } from '../state/act.ts';
import { isBehind, isDetail, list, load, open, order } from '../state/orders.ts';
import { decide, fetchAhead, pairOf, takeBack } from '../state/review.ts';
import { hush, say, spoken, toast } from '../state/toast.ts';
import { online, wide } from '../state/view.ts';
import { Button, IconButton, LinkButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { whereOf } from './order-row.tsx';
import { ReviewFacts } from './review-facts.tsx';
import { swipes } from './review-fingers.ts';
import { keysFor, useKeys } from './review-keys.ts';
import { Queue } from './review-queue.tsx';
import { AskSheet, HelpSheet, ReturnSheet } from './review-sheets.tsx';
import { Stage, type Hand } from './review-stage.tsx';
import { reviewWords as words } from './review-words.ts';
import '../ui/css/review.css';

type Open = 'return' | 'ask' | 'help' | null;

/** One pair after the other: look, decide, next. Nothing but the question is on the screen. */
export default function Review() {
  const [putOff, setPutOff] = useState<readonly string[]>([]), [at, setAt] = useState(''), [sheet, setSheet] = useState<Open>(null), [ahead, setAhead] = useState('');
  const page = useRef<HTMLElement>(null), hand = useRef<Hand | null>(null), seen = useSight();
  useEffect(() => void load('review'), []);
  const { ids, at: loaded, problem, next: more } = list('review').value;
  const queue = queued(ids.map((id) => order(id).value).filter((one) => one !== null), pending.value, putOff);
  // While a reason is being written its order stays, whatever becomes of it meanwhile: the words are for this one.
  const pair = (sheet === 'return' || sheet === 'ask' ? order(at).value : null) ?? looking(queue, at), id = pair?.id ?? '';
  useEffect(() => setAt(id), [id]);
  // What is on the phone is shown first, and then asked for again: a question about its photos may have come since.
  const due = pair && (!isDetail(pair) || isBehind(pair) || seen.of(id) !== 'coming');
  useEffect(() => { if (due) void open(id).catch(() => undefined); }, [id, pair?.version, due]);
  // What lies ahead must not take the line from what is looked at.
  useEffect(() => { if (id && seen.of(id) !== 'coming') void fetchAhead(queue, id).then((all) => { if (all) setAhead(id); }); }, [id, seen.of(id), queue.map((one) => one.id).join()]);

  const may = (verdict: Verdict) => pair !== undefined && mayDecide(verdict, { actions: isDetail(pair) ? pair.actions : null, pictures: seen.of(id), shown_at: seen.since() }, performance.now());
  const decided = (verdict: Verdict) => {
    tellNext(queue, pair);
    sayHeld(verdict, pair, back);
  };
  const verdict = (which: Verdict) => {
    if (!pair || !isDetail(pair) || !may(which)) return;
    if (which === 'return') return setSheet('return');
    void decide(pair, which).then((written) => { if (written) decided(which); });
  };
  const back = () => void takeBack().then((undone) => {
    if (undone) setAt(undone.order);
    say({ kind: 'news', title: undone ? words().undone : words().undoLate });
  });
  const skip = () => {
    if (!pair || queue.length < 2) return;
    setPutOff([...putOff, id]);
    setAt('');
    tellNext(queue, pair, words().skipped);
  };
  const ask = () => { if (pair && isDetail(pair) && pair.actions.includes('ask')) setSheet('ask'); };
  const asked = () => {
    setPutOff([...putOff, id]);
    setAt('');
    say({ kind: 'done', title: words().asked });
    tellNext(queue, pair);
  };
  const press = (key: Key) => {
    if (key === 'approve' || key === 'return') verdict(key);
    else if (key === 'skip') skip();
    else if (key === 'ask') ask();
    else if (key === 'undo') back();
    else if (key === 'help') setSheet('help');
    else hand.current?.press(key);
  };
  useKeys(press, () => hand.current?.zoomed() ?? false);
  const swipe = useRef(verdict);
  swipe.current = verdict;
  useEffect(() => swipes(page.current, '.review', (which) => swipe.current(which)), [pair === undefined]);

  if (!loaded && !problem) return <div class="page"><Bar title={t().review.title} /><Bones rows={2} tall={240} /></div>;
  if (!pair) return <AllDone failed={!loaded && problem !== null} again={() => { setPutOff([]); void load('review'); }} skipped={putOff.length} />;
  const mark = isMark(pair) || isRequest(pair), whole = isDetail(pair), ready = whole && seen.of(id) === 'here' && pair.actions.includes('approve'), mayReturn = whole && seen.of(id) !== 'coming' && pair.actions.includes('return');
  return (
    <div class={wide.value ? 'panes' : ''}>
      {wide.value && <Queue orders={queue} current={id} choose={setAt} />}
      <article class="page order-page" ref={page} data-pair={id} data-pictures={whole ? seen.of(id) : 'coming'} data-ahead={ahead === id ? 'ready' : 'coming'}>
        <Bar title={t().review.title} tight>
          <span class="chip num">{words().count(queue.length, more !== null)}</span>
          <IconButton icon="keyboard" label={words().help} press={() => setSheet('help')} mark="help" />
          {queue.length > 1 && <IconButton icon="next" label={t().review.skip} press={skip} mark="skip" />}
        </Bar>
        <div class="review" key={id}>
          <div class="hero"><Stage {...pairOf(pair)} of={pair} hand={hand} arrived={(all) => seen.set(id, all ? 'here' : 'missing')} /></div>
          {!whole && !online.value && <p class="strip" role="status"><Icon name="offline" />{t().review.partial}</p>}
          {whole && seen.of(id) === 'missing' && <p class="strip" role="status"><Icon name="alert" />{words().lostHint}</p>}
          {whole && !mark && !pair.actions.includes('approve') && <p class="strip" role="status"><Icon name="people" />{words().notYours}</p>}
          <ReviewFacts value={pair} all={seen.of(id) !== 'coming'} />
        </div>
        {mark ? <div class="foot"><LinkButton kind="primary" icon="clock" href={`/orders/${id}`} wide>{isRequest(pair) ? words().requestOpen : words().markOpen}</LinkButton></div> : <div class="foot">
          {whole && pair.actions.includes('ask') && <IconButton icon="message" label={words().ask} press={ask} mark="ask" />}
          <Judge kind="danger" icon="undo" on={mayReturn} press={() => verdict('return')} mark="return" keys={keysFor('r')} label={pair.appealed ? words().upheld : actionWords().return} />
          <Judge kind="primary" icon="check" on={ready} press={() => verdict('approve')} mark="approve" keys={keysFor('a')} label={pair.appealed ? words().reversed : actionWords().approve} />
        </div>}
        {sheet === 'return' && whole && <ReturnSheet order={pair} close={() => setSheet(null)} sent={() => decided('return')} />}
        {sheet === 'ask' && whole && <AskSheet order={pair} close={() => setSheet(null)} sent={asked} />}
        {sheet === 'help' && <HelpSheet close={() => setSheet(null)} />}
      </article>
    </div>
  );
}

/** Stays in the tab order while it waits for the pictures: a keyboard's place must not be lost between two pairs. */
function Judge({ kind, icon, on, press, mark, keys, label }: { kind: 'danger' | 'primary'; icon: 'undo' | 'check'; on: boolean; press: () => void; mark: Verdict; keys: string | undefined; label: string }) {
  return (
    <button type="button" class={`button ${kind}`} aria-disabled={!on} aria-keyshortcuts={keys} onClick={() => { if (on) press(); }} data-action={mark}>
      <Icon name={icon} /><span>{label}</span>{keys && <kbd aria-hidden="true">{keys.toUpperCase()}</kbd>}
    </button>
  );
}

/** Whether the pictures of a pair are here, and since when they are looked at. */
function useSight() {
  const [sight, setSight] = useState({ id: '', pictures: 'coming' as 'coming' | 'here' | 'missing' }), since = useRef(0);
  return {
    of: (id: string) => (sight.id === id ? sight.pictures : 'coming'),
    since: () => since.current,
    set: (id: string, pictures: 'here' | 'missing') => {
      if (sight.id !== id) since.current = performance.now();
      setSight({ id, pictures });
    },
  };
}

/** For who cannot see that the pair has changed. */
function tellNext(queue: readonly OrderItem[], gone: OrderItem | undefined, before = ''): void {
  const rest = queue.filter((one) => one.id !== gone?.id), [next] = rest;
  spoken.value = [before, next ? words().next(name(next.element.name), whereOf(next), rest.length) : words().empty].filter(Boolean).join('. ');
}

/** Five seconds, then it is told to the server; another message may have come meanwhile. */
function sayHeld(verdict: Verdict, about: OrderItem | undefined, back: () => void): void {
  const mine = { kind: 'done', title: words().done[verdict] ?? '', ...(about ? { text: `${name(about.element.name)} · ${whereOf(about)}` } : {}), act: { label: words().undo, run: back } } as const;
  say(mine);
  setTimeout(() => { if (toast.peek() === mine) hush(); }, HOLD_MS);
}

function AllDone({ failed, skipped, again }: { failed: boolean; skipped: number; again: () => void }) {
  const said = failed ? t().problems['net.unreachable'] : t().list.empty.review;
  return (
    <div class="page"><Bar title={t().review.title} />
      <Empty words={[said?.[0] ?? '', said?.[1] ?? '']} icon={failed ? 'offline' : 'check'}>{(failed || skipped > 0) && <Button icon="retry" press={again}>{t().retry}</Button>}</Empty>
    </div>
  );
}
