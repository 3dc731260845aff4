import type { OrderDetail } from '../api/types.ts';
import { appeals, question, word, type Appeal } from '../core/voice.ts';
import { moment, t } from '../i18n/index.ts';
import { act, pending } from '../state/act.ts';
import { now } from '../state/clock.ts';
import { draft, finish, write } from '../state/draft.ts';
import { reasonWords } from '../state/registry.ts';
import { me } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Text } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { useOnDemand } from '../ui/on-demand.ts';
import { Request } from './order-request.tsx';
import { Waits } from './order-waits.tsx';
import { useSending } from './reason-sheet.tsx';
import { voiceWords as words } from './voice-words.ts';

/** What others want to hear from whoever looks: an answer, a decision, a word; and what became of what they said. */
export function Voices({ order }: { order: OrderDetail }) {
  const named = me.value?.person.name ?? '', mine = order.person?.id === me.value?.person.id;
  const asked = mine ? question(order.events, named) : null, said = word(order.events, order.actions, named);
  return (
    <>
      {asked && <Asked key={asked.line.id} order={order} text={asked.line.text ?? ''} answer={asked.answer?.text ?? null} />}
      {said === 'wanted' ? <Word order={order} /> : said && <Said tone="done" icon="check" words={words().thanks[said]} mark={said} />}
      <Request order={order} />
      <Waits order={order} />
      <Appeals order={order} named={named} />
    </>
  );
}

const isBusy = (order: OrderDetail) => pending.value.has(order.id);

/** A question of the reviewer, with the place to answer it right below. */
function Asked({ order, text, answer }: { order: OrderDetail; text: string; answer: string | null }) {
  const mine = draft(`answer/${order.id}`), said = mine.fields.value['text'] ?? '';
  const { busy, wrong, sent } = useSending(() => finish(mine));
  return (
    <section class="card stack heed" data-question={answer === null ? 'open' : 'answered'}>
      <h2 class="row tightly"><Icon name="message" /><span class="grow">{words().question}</span></h2>
      <q class="quote">{text}</q>
      {answer !== null ? <p class="small quiet">{words().answered}: {answer}</p> : (
        <>
          <Text label={words().answer} hint={words().answerHint} lines value={said} input={(value) => write(mine, 'text', value)} />
          {wrong}
          <Button kind="primary" icon="send" wide busy={busy || isBusy(order)} disabled={!said.trim()} press={() => sent(act(order, 'comment', { text: said.trim() }, mine.key))} mark="answer">{words().reply}</Button>
        </>
      )}
    </section>
  );
}

/** Whoever reported it sees before and after at the top of the page, and says whether it is so. */
function Word({ order }: { order: OrderDetail }) {
  const [Sheet, ask, close] = useOnDemand(() => import('./objection-sheet.tsx').then((it) => it.ObjectionSheet));
  const until = order.word_until;
  return (
    <section class="card stack heed" data-word="wanted">
      <div><h2>{words().word}</h2><p class="small quiet">{words().wordText} {until && words().wordUntil(moment(until, now.value))}</p></div>
      <div class="ways">
        <Button kind="primary" icon="check" busy={isBusy(order)} press={() => void act(order, 'confirm')} mark="confirm">{words().fixed}</Button>
        {order.actions.includes('reopen') && <Button icon="retry" press={ask} mark="not-fixed">{words().again}</Button>}
      </div>
      {Sheet && <Sheet order={order} close={close} />}
    </section>
  );
}

/** Those of whoever appealed, those somebody here is to decide, and the way to a first one. */
function Appeals({ order, named }: { order: OrderDetail; named: string }) {
  const made = appeals(order.events), may = order.actions.includes('appeal');
  return (
    <>
      {made.map((one) => (one.state === 'waiting' && judges(order, one) ? <Judge order={order} appeal={one} key={one.line.id} /> : one.line.actor.name === named && <Made appeal={one} key={one.line.id} />))}
      {may && <Offer order={order} kind={order.state === 'closed' ? 'late' : 'return'} />}
    </>
  );
}

const judges = ({ actions }: OrderDetail, { kind }: Appeal) => actions.includes(kind === 'late' ? 'excuse' : 'approve');

function Offer({ order, kind }: { order: OrderDetail; kind: Appeal['kind'] }) {
  const [Sheet, ask, close] = useOnDemand(() => import('./appeal-sheet.tsx').then((it) => it.AppealSheet)), { title, text } = words().appeal[kind];
  const back = kind === 'return' ? [...order.events].sort((a, b) => b.seq - a.seq).find(({ action }) => action === 'return') : undefined;
  return (
    <section class="card stack" data-appeal="offered">
      {back && <div><h2>{words().why}</h2><q class="quote small">{[back.reason && reasonWords(back.reason), back.text].filter(Boolean).join(' · ')}</q></div>}
      <div class="row">
        <div class="grow"><h3>{title}</h3><p class="small quiet">{text}</p></div>
        <Button icon="message" press={ask} busy={isBusy(order)} mark="appeal">{words().go}</Button>
      </div>
      {Sheet && <Sheet order={order} kind={kind} close={close} />}
    </section>
  );
}

function Made({ appeal: { kind, state, line } }: { appeal: Appeal }) {
  const tone = state === 'reversed' ? 'done' : state === 'waiting' ? 'calm' : 'soon', icon = state === 'reversed' ? 'check' : state === 'waiting' ? 'clock' : 'undo';
  return <Said tone={tone} icon={icon} words={words().state[state][kind]} mark={state} unsent={line.unsent === true} quote={line.text} />;
}

function Said({ tone, icon, words: [title, text], mark, unsent, quote }: {
  tone: string; icon: IconName; words: readonly string[]; mark: string; unsent?: boolean; quote?: string | null;
}) {
  return (
    <section class="card stack tightly" role="status" data-said={mark}>
      <div class="chips"><span class={`chip ${tone}`}><Icon name={icon} />{title}</span>{unsent && <span class="chip soon">{t().unsent}</span>}</div>
      <p class="small">{text}</p>
      {quote && <q class="quote small">{quote}</q>}
    </section>
  );
}

/** For another manager than the one appealed against: the words, without a name, and the two answers. */
function Judge({ order, appeal: { kind, line } }: { order: OrderDetail; appeal: Appeal }) {
  const mine = draft(`judge/${order.id}`), note = mine.fields.value['text'] ?? '';
  const decide = (action: 'excuse' | 'uphold') => void act(order, action, note.trim() ? { text: note.trim() } : {}, mine.key).then((written) => written && finish(mine));
  return (
    <section class="card stack heed" data-judge={kind}>
      <div><h2>{words().theirs[kind]}</h2><p class="small quiet">{words().blind} {kind === 'return' && words().judgeReturn}</p></div>
      <q class="quote">{line.text}</q>
      {kind === 'late' && (
        <>
          <Text label={words().note} lines value={note} input={(value) => write(mine, 'text', value)} />
          <div class="ways">
            <Button busy={isBusy(order)} press={() => decide('uphold')} mark="uphold">{words().uphold}</Button>
            <Button busy={isBusy(order)} icon="check" press={() => decide('excuse')} mark="excuse">{words().excuse}</Button>
          </div>
        </>
      )}
    </section>
  );
}
