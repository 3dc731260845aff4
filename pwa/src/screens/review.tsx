import { useEffect, useState } from 'preact/hooks';
import type { OrderDetail, OrderItem } from '../api/types.ts';
import { photoUrl } from '../api/calls.ts';
import { roundOf } from '../core/command.ts';
import { name, roughly, t } from '../i18n/index.ts';
import { actionWords } from '../i18n/steps.ts';
import { act, pending } from '../state/act.ts';
import { isDetail, list, load, open, order } from '../state/orders.ts';
import { reasonWords } from '../state/registry.ts';
import { letterKeys, online, wide } from '../state/view.ts';
import { Button, IconButton, LinkButton } from '../ui/button.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { Compare, Photo } from '../ui/photo.tsx';
import { Thumb } from '../ui/thumb.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { Facts } from './order-facts.tsx';
import { OrderPhotos } from './order-photos.tsx';
import { whereOf } from './order-row.tsx';
import { ReasonSheet } from './reason-sheet.tsx';

/** One pair after the other: look, decide, next. Nothing but the question is on the screen. */
export default function Review() {
  const [skipped, setSkipped] = useState<readonly string[]>([]), [asking, setAsking] = useState(''), [slide, setSlide] = useState(false), [chosen, setChosen] = useState('');
  useEffect(() => void load('review'), []);
  const { ids, at, problem } = list('review').value;
  const queue = waiting(ids, skipped);
  // While a reason is being written its order stays, whatever becomes of it meanwhile: the words are for this one.
  const current = (asking ? order(asking).value : null) ?? queue.find((one) => one.id === chosen) ?? queue[0], next = queue.find((one) => one.id !== current?.id);
  useEffect(() => prefetch(next), [next?.id]);
  useEffect(() => {
    if (current) void open(current.id).catch(() => undefined);
  }, [current?.id, current?.version]);

  const round = (action: 'approve' | 'return') => roundOf(action, current && isDetail(current) ? current.moments.submitted : null);
  // Nobody judges a pair of which half is not here yet.
  const whole = current !== undefined && isDetail(current);
  const approve = () => { if (whole) void act(current, 'approve', round('approve')); };
  const skip = () => {
    setChosen('');
    if (current) setSkipped([...skipped, current.id]);
  };
  const ask = () => { if (whole) setAsking(current.id); };
  useKeys(!asking && current !== undefined, { a: approve, r: ask });

  if (!at && !problem) return <div class="page"><Bar title={t().review.title} /><Bones rows={2} tall={240} /></div>;
  if (!current) return <AllDone failed={!at && problem !== null} skipped={skipped.length} again={() => { setSkipped([]); void load('review'); }} />;
  return (
    <div class={wide.value ? 'panes' : ''}>
      {wide.value && <Queue orders={queue} current={current.id} choose={setChosen} />}
      <article class="page order-page">
        <Bar title={t().review.title} tight>
          <span class="chip num">{t().list.count(queue.length)}</span>
          <IconButton icon={slide ? 'columns' : 'slide'} label={slide ? t().review.side : t().review.slide} press={() => setSlide(!slide)} mark="slide" />
          {queue.length > 1 && <IconButton icon="next" label={t().review.skip} press={skip} mark="skip" />}
        </Bar>
        <Pair value={current} slide={slide} key={current.id} />
        {!whole && !online.value && <p class="strip" role="status"><Icon name="offline" />{t().review.partial}</p>}
        <div class="foot">
          <Button kind="danger" icon="undo" disabled={!whole} press={ask} mark="return" {...keysFor('r')}>{actionWords().return}</Button>
          <Button kind="primary" icon="check" disabled={!whole} press={approve} mark="approve" {...keysFor('a')}>{actionWords().approve}</Button>
        </div>
        {asking && <ReasonSheet action="return" close={() => setAsking('')} send={(extra) => act(current, 'return', { ...extra, ...round('return') })} />}
      </article>
    </div>
  );
}

/** Only on a desk, where there is a keyboard and where they can be switched off. */
const keysOn = () => wide.value && letterKeys.value;
const keysFor = (key: string) => (keysOn() ? { keys: key } : {});

/** What is decided leaves the queue with the tap, before the answer is here; a refusal brings it back. */
function waiting(ids: readonly string[], skipped: readonly string[]): OrderItem[] {
  const open = ids.map((id) => order(id).value).filter((one) => one !== null && one.state === 'submitted' && !pending.value.has(one.id)) as OrderItem[];
  const rank = (one: OrderItem) => skipped.lastIndexOf(one.id);
  return open.sort((a, b) => rank(a) - rank(b));
}

/** The next pair is on the phone before it is asked for. */
function prefetch(next: OrderItem | undefined): void {
  if (!next) return;
  void open(next.id).catch(() => undefined);
  for (const sha256 of [next.picture, next.after]) if (sha256) new Image().src = photoUrl(sha256, 'view');
}

function useKeys(on: boolean, keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    if (!on || !keysOn()) return;
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || /^(TEXTAREA|SELECT)$/.test(target.tagName)) return;
      if (document.querySelector('dialog[open]')) return;
      keys[event.key.toLowerCase()]?.();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

function AllDone({ failed, skipped, again }: { failed: boolean; skipped: number; again: () => void }) {
  const words = failed ? t().problems['net.unreachable'] : t().list.empty.review;
  return (
    <div class="page"><Bar title={t().review.title} />
      <Empty words={[words?.[0] ?? '', words?.[1] ?? '']} icon={failed ? 'offline' : 'check'}>{(failed || skipped > 0) && <Button icon="retry" press={again}>{t().retry}</Button>}</Empty>
    </div>
  );
}

function Pair({ value, slide }: { value: OrderItem | OrderDetail; slide: boolean }) {
  const { before, after } = pairOf(value);
  const took = value.clock ? Date.parse(value.clock.started_at) - Date.parse(value.filed_at) : null;
  return (
    <div class="review">
      <div class="hero">
        {slide && before && after ? <Compare before={before} after={after} /> : (
          <div class="pair">
            {before ? <Photo sha256={before} alt={t().order.before} tag={t().order.before} /> : <Missing />}
            {after ? <Photo sha256={after} alt={t().order.after} tag={t().order.after} /> : <Missing />}
          </div>
        )}
      </div>
      <div class="stack facts-side">
        <h2 class="big">{name(value.element.name)}</h2>
        <p class="row where-line"><Icon name="pin" /><span class="grow">{whereOf(value)}</span><LinkButton href={`/orders/${value.id}`} kind="bare">{t().open}</LinkButton></p>
        <div class="chips">
          {value.clock && <Countdown clock={value.clock} />}
          {took !== null && <span class="chip num">{t().review.took(roughly(took))}</span>}
          {value.returned > 0 && <span class="chip late">{t().returnedTimes(value.returned)}</span>}
        </div>
        <Facts order={value} />
        {isDetail(value) && <OrderPhotos order={value} />}
        {isDetail(value) && <section class="card stack"><h2>{t().order.timeline}</h2><Timeline events={value.events} reason={reasonWords} /></section>}
        {keysOn() && <p class="quiet small">{t().review.keys}</p>}
      </div>
    </div>
  );
}

/** A before-photo by the worker shows the same angle; else what was found. */
function pairOf(value: OrderItem | OrderDetail): { before: string | null; after: string | null } {
  const photos = isDetail(value) ? value.photos : [];
  const newest = (phase: string) => photos.filter((photo) => photo.phase === phase).at(-1)?.sha256;
  return { before: newest('before') ?? value.picture, after: value.after ?? newest('after') ?? null };
}

const Missing = () => <div class="picture" role="img" aria-label={t().noPhoto}><Icon name="album" /></div>;

function Queue({ orders, current, choose }: { orders: readonly OrderItem[]; current: string; choose: (id: string) => void }) {
  return (
    <section aria-label={t().box.review}>
      <header class="bar"><h2 class="grow big">{t().box.review}</h2></header>
      <ol class="rows">
        {orders.slice(0, 30).map((one) => (
          <li key={one.id}>
            <button type="button" class="order" aria-current={one.id === current ? 'true' : undefined} onClick={() => choose(one.id)} data-review={one.id}>
              <Thumb sha256={one.after ?? one.picture} />
              <span class="text"><span class="title">{name(one.element.name)}</span><span class="where clip">{whereOf(one)}</span>{one.clock && <span class="chips"><Countdown clock={one.clock} /></span>}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
