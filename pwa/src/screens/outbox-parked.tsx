import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Item } from '../core/outbox.ts';
import { Problem } from '../core/problem.ts';
import { isDetail, open, order } from '../state/orders.ts';
import { giveUp, mend, picturesOf } from '../state/outbox.ts';
import { reasonWords } from '../state/registry.ts';
import { problemWords, sayProblem } from '../state/toast.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { StateChip } from '../ui/countdown.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { saveItem } from './outbox-file.ts';
import { aboutWords, Pictures, Step, stepWords } from './outbox-queued.tsx';
import { outboxWords } from './outbox-words.ts';

/** Why the server refused it, in our words where we have some. */
export function refusal({ parked }: Item): readonly [string, string] {
  if (!parked) return ['', ''];
  const { code, status, detail, title } = parked;
  return problemWords(new Problem(code, status, detail, { title }));
}

/** Refused: the reason, what the server has now, and the ways out; where the server has kept everything, nothing is lost by letting go of it. */
export function Parked({ item }: { item: Item }) {
  const [busy, setBusy] = useState<'fix' | 'save' | 'clear' | null>(null), [asking, setAsking] = useState(false);
  const { route } = useLocation(), words = outboxWords(), [happened, todo] = refusal(item);
  const run = (what: 'fix' | 'save' | 'clear', work: () => Promise<void>) => {
    setBusy(what);
    void work().catch(sayProblem).then(() => setBusy(null));
  };
  const value = item.kind === 'act' ? order(item.lane).value : null;
  // The server keeps what a refused step brought, under the step's own id.
  const attached = isDetail(value) && value.events.some((event) => event.id === item.id && event.action === 'kept');
  // With nothing to hand in again there is nothing to fix either: it was a tap, and what came of it stands above.
  const bare = item.kind === 'act' && !item.photos.length && !item.body.text, over = attached || bare;
  const { text } = item.body, reason = item.kind === 'act' ? item.body.reason : undefined;
  return (
    <li class="card stack" data-item={item.id} data-parked={item.parked?.code}>
      <Step item={item} />
      {reason && <p class="small">{words.reason(reasonWords(reason))}</p>}
      {text && <p class="small">{words.said(text)}</p>}
      <Pictures item={item} />
      <p class="row top alarm"><Icon name="alert" /><span class="grow"><strong class="block">{happened}</strong><span class="small">{todo}</span></span></p>
      {item.kind === 'act' && <Current item={item} attached={attached} />}
      <div class="ways">
        {over && <Button kind="primary" icon="check" busy={busy === 'clear'} press={() => run('clear', () => giveUp(item))} mark="clear">{words.clear}</Button>}
        {!bare && <Button kind={over ? 'plain' : 'primary'} icon="retry" busy={busy === 'fix'} press={() => run('fix', async () => route(await mend(item)))} mark="fix">{words.fix}</Button>}
        <Button icon="install" busy={busy === 'save'} press={() => run('save', () => saveItem(item, happened, picturesOf))} mark="save">{words.save}</Button>
        {!bare && <Button kind="danger" icon="trash" press={() => setAsking(true)} mark="give-up">{words.drop}</Button>}
      </div>
      {asking && <GiveUp item={item} close={() => setAsking(false)} />}
    </li>
  );
}

/** The order as the server has it now, so that nobody has to guess what went past them. */
function Current({ item: { lane }, attached }: { item: Item; attached: boolean }) {
  const value = order(lane).value, words = outboxWords();
  useEffect(() => void open(lane).catch(() => undefined), [lane]);
  if (!value) return <p class="small quiet">{words.order404}</p>;
  return (
    <section class="sunk stack tightly" aria-label={words.current}>
      <p class="small quiet">{words.current}</p>
      <div class="chips"><StateChip state={value.state} /><span class="chip">{value.person ? words.held(value.person.name) : words.nobody}</span></div>
      {attached && <p class="small row tightly good-line" data-attached><Icon name="check" />{words.kept}</p>}
      <div><LinkButton href={`/orders/${lane}`} icon="next">{words.see}</LinkButton></div>
    </section>
  );
}

/** Asks twice, and says what is lost. */
function GiveUp({ item, close }: { item: Item; close: () => void }) {
  const [sure, setSure] = useState(false), [busy, setBusy] = useState(false), words = outboxWords().give;
  const go = () => {
    if (!sure) return setSure(true);
    setBusy(true);
    void giveUp(item).then(close, (thrown: unknown) => { setBusy(false); sayProblem(thrown); });
  };
  return (
    <Sheet title={words.title} close={close} foot={(
      <div class="ways">
        <Button wide press={close} mark="keep">{words.keep}</Button>
        <Button kind="danger" wide icon="trash" busy={busy} press={go} mark={sure ? 'give-up-sure' : 'give-up-once'}>{sure ? words.sure : words.go}</Button>
      </div>
    )}>
      <p>{words.lost}</p>
      <ul class="losses">
        <li><strong>{stepWords(item)}</strong> <span class="quiet">{aboutWords(item)}</span></li>
        {item.body.text && <li>{words.words}</li>}
        {item.photos.length > 0 && <li>{words.photos(item.photos.length)}</li>}
      </ul>
      <Pictures item={item} />
      <p class="quiet small" role="status">{sure ? words.again : words.file}</p>
    </Sheet>
  );
}
