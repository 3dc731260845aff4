import { useEffect } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import type { Inspection } from '../api/types.ts';
import { moment, name, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { way } from '../state/here.ts';
import { inspections, loadInspections, unsentVerdicts } from '../state/inspections.ts';
import { problemWords } from '../state/toast.ts';
import { online } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { elementIcon } from '../ui/icons.ts';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { Thumb } from '../ui/thumb.tsx';
import { InspectOne } from './inspect-one.tsx';
import { inspectWords as words } from './inspect-words.ts';

/** Closed orders that chance has drawn: an inspector looks again, and knows nobody's name. */
export default function Inspect() {
  const { params } = useRoute(), { route } = useLocation(), id = params['id'];
  // Again when a finding has left, and when the network is back.
  useEffect(() => void loadInspections(), [online.value, unsentVerdicts.value]);
  const found = inspections.value, one = found?.items.find((each) => each.id === id);
  if (id && one) return <InspectOne one={one} back={() => route('/inspect')} />;
  return (
    <div class="page">
      <Bar title={words().title} {...(id ? { back: () => route('/inspect') } : {})} />
      {!found ? <Bones rows={3} /> : id ? <Empty words={words().gone} icon="check"><LinkButton href="/inspect">{words().title}</LinkButton></Empty> : <List items={found.items} />}
    </div>
  );
}

function List({ items }: { items: readonly Inspection[] }) {
  const { stale = false, problem = null } = inspections.value ?? {}, again = () => void loadInspections();
  const waits = unsentVerdicts.value > 0 && <p class="strip" role="status" data-waits={unsentVerdicts.value}><Icon name="clock" /><span>{words().waits(unsentVerdicts.value)}</span></p>;
  if (!items.length && problem) {
    const said = problemWords(problem);
    return <>{waits}<Empty words={said} icon="offline"><Button icon="retry" press={again}>{t().retry}</Button></Empty></>;
  }
  if (!items.length) return <>{waits}<Empty words={words().empty} icon="check" /></>;
  return (
    <>
      {waits}
      {stale && problem && <p class="strip" role="status"><Icon name="offline" /><span>{t().offline}</span></p>}
      <p class="pad quiet small">{words().intro}</p>
      <section aria-label={words().count(items.length)}>
        <header class="group"><h2>{words().count(items.length)}</h2></header>
        <ul class="rows">{items.map((one) => <li key={one.id}><Row one={one} /></li>)}</ul>
      </section>
    </>
  );
}

export const placeOf = ({ site, address }: Inspection) => (site ? name(site.name) : address);

function Row({ one }: { one: Inspection }) {
  const far = way(one.lat, one.lon);
  return (
    <a class="order" href={`/inspect/${one.id}`} data-inspection={one.id}>
      <Thumb sha256={one.after ?? one.before} of={{ covered: one.covered }} icon={elementIcon(one.element.code)} />
      <span class="text">
        <span class="title">{name(one.element.name)}</span>
        <span class="where row"><span class="clip grow">{placeOf(one)}</span>{far && <span class="far num">{far}</span>}</span>
        <span class="small quiet num">{words().drawn(moment(one.drawn_at, now.value))}</span>
      </span>
    </a>
  );
}
