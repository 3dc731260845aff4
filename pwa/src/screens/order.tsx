import { useEffect, useState } from 'preact/hooks';
import type { OrderDetail, OrderItem } from '../api/types.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { name, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { pending, seen } from '../state/act.ts';
import { way } from '../state/here.ts';
import { isBehind, isDetail, open, order, unsent } from '../state/orders.ts';
import { reasonWords } from '../state/registry.ts';
import { me } from '../state/session.ts';
import { problemWords } from '../state/toast.ts';
import { online } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Countdown, StateChip } from '../ui/countdown.tsx';
import { Icon } from '../ui/icon.tsx';
import { elementIcon } from '../ui/icons.ts';
import { useOnDemand } from '../ui/on-demand.ts';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { Compare, Photo } from '../ui/photo.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { Evidence } from './evidence.tsx';
import { Clocks, Facts, Told } from './order-facts.tsx';
import { OrderLinks } from './order-links.tsx';
import { OrderPhotos } from './order-photos.tsx';
import { Voices } from './order-voices.tsx';
import { OrderActions } from './order-actions.tsx';
import { urged, urgent, whereOf } from './order-row.tsx';
import { isStranded, Stranded } from './stranded.tsx';

/** One order: what it looks like first, then where, then what to do about it, then what has happened. */
export function Order({ id, back }: { id: string; back: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const value = order(id).value;
  const fetch = () => void open(id).then(() => setProblem(null), (thrown: unknown) => setProblem(asProblem(thrown)));
  // Also when the network is back: what was said about it is then no longer true.
  useEffect(fetch, [id, online.value]);
  useEffect(() => {
    if (value && isBehind(value)) fetch();
  }, [value?.version]);
  const unseen = isDetail(value) && value.actions.includes('seen') && !value.moments.seen && value.person?.id === me.value?.person.id;
  useEffect(() => {
    if (unseen && isDetail(value)) void seen(value);
  }, [unseen]);

  const title = value ? name(value.element.name) : t().list.title;
  return (
    <article class="page order-page">
      <Bar title={title} focusKey={id} back={back} tight />
      {problem && value && <p class="strip" role="status"><Icon name="offline" />{problemWords(problem)[0]}</p>}
      {value ? <Body value={value} failed={problem !== null} /> : problem ? <Lost problem={problem} again={fetch} /> : <Bones rows={3} tall={180} />}
    </article>
  );
}

function Lost({ problem, again }: { problem: Problem; again: () => void }) {
  const [happened, todo] = problemWords(problem);
  return <Empty words={[happened, todo]} icon="search">{problem.unsure && <Button icon="retry" press={again}>{t().retry}</Button>}</Empty>;
}

function Body({ value, failed }: { value: OrderItem | OrderDetail; failed: boolean }) {
  const full = isDetail(value);
  const capture = full && value.actions.includes('submit');
  return (
    <>
      <div class="detail">
        <div class="column">
          <div class="hero"><Hero value={value} /></div>
          <div class="stack facts-side">
            <Facts order={value} anonymous={value.appealed && value.person === null} />
            {full && <Clocks order={value} />}
            {full && <OrderPhotos order={value} />}
          </div>
        </div>
        <div class="column">
          <div class="stack facts-side lead">
            <Head value={value} />
            {(value.asked_until || value.by_owner) && <OwnersPart order={value} />}
            {full && <Voices order={value} />}
            <OrderLinks order={value} />
            {capture && <Evidence order={value} />}
            {full && isStranded(value) && <Stranded order={value} />}
          </div>
          <div class="facts-side">
            {full ? <section class="card stack"><h2>{orderWords().timeline}</h2><Timeline events={value.events} reason={reasonWords} /><Told id={value.id} /></section> : !failed && <Bones rows={2} />}
          </div>
        </div>
      </div>
      {full && <OrderActions order={value} busy={pending.value.get(value.id) ?? null} />}
    </>
  );
}

/** Few orders have one, so it is no part of the first load. */
function OwnersPart({ order }: { order: OrderItem }) {
  const [Part, open] = useOnDemand(() => import('./owner-asked.tsx').then((it) => it.OwnerAsked));
  useEffect(open, []);
  return Part && <Part order={order} />;
}

/** What was found beside what it is like now, once there is an after-photo. */
function Hero({ value }: { value: OrderItem | OrderDetail }) {
  const what = name(value.element.name);
  if (value.picture && value.after) return <Compare before={value.picture} after={value.after} of={value} />;
  if (value.picture) return <Photo sha256={value.picture} of={value} alt={t().photoOf(what)} tag={orderWords().foundPhoto} />;
  return <div class="picture" role="img" aria-label={t().noPhoto}><Icon name={elementIcon(value.element.code)} /></div>;
}

function Head({ value }: { value: OrderItem }) {
  const far = way(value.lat, value.lon);
  return (
    <div class="stack tightly">
      <p class="row where-line"><Icon name="pin" /><span class="grow"><strong>{whereOf(value)}</strong>{value.site && value.address && <span class="block quiet small">{value.address}</span>}</span>{far && <span class="num far" aria-label={t().away(far)}>{far}</span>}</p>
      <div class="chips">
        <StateChip state={value.state} />
        {value.priority === 'urgent' && <span class="chip late" data-urgent>{urgent()}</span>}
        {value.clock && <Countdown clock={value.clock} />}
        {unsent(value.id) && <span class="chip soon" data-unsent>{t().unsent}</span>}
        {value.returned > 0 && <span class="chip late">{t().returnedTimes(value.returned)}</span>}
        {value.urged > 0 && <span class="chip late" data-urged>{urged()}</span>}
        {value.level > 0 && <span class="chip late">{t().escalated(value.level)}</span>}
        {value.reporters > 1 && <span class="chip">{t().reporters(value.reporters)}</span>}
      </div>
    </div>
  );
}
