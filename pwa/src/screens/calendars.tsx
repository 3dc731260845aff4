import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/calendars.ts';
import type { Calendars as Found } from '../api/types.ts';
import { name, t } from '../i18n/index.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bones, Empty } from '../ui/page.tsx';
import { NewCalendar } from './calendar-new.tsx';
import { calendarWords as words } from './calendar-words.ts';

export const calendarPath = (code: string) => `/admin/calendars/${encodeURIComponent(code)}/days`;

/** All calendars that an administrator's districts may use, and who works by each. */
export default function Calendars() {
  const [found, setFound] = useState<Found | null>(null), [problem, setProblem] = useState<unknown>(null), [makes, setMakes] = useState(false), { route } = useLocation();
  const load = () => { setProblem(null); void api.calendars().then(setFound, setProblem); };
  useEffect(load, []);
  if (!found) {
    return problem ? <Empty words={problemWords(problem)} icon="offline"><Button icon="retry" press={load}>{t().retry}</Button></Empty> : <Bones rows={3} tall={72} />;
  }
  return (
    <section class="stack" aria-label={words().title} data-calendars={found.items.length}>
      <p class="small quiet">{words().intro}</p>
      {found.items.length === 0 && <Empty words={words().none} icon="clock" />}
      <ul class="options">{found.items.map((each) => <Line each={each} found={found} key={each.code} />)}</ul>
      <Button icon="plus" wide press={() => setMakes(true)} mark="make-calendar">{words().make}</Button>
      {makes && <NewCalendar found={found} close={() => setMakes(false)} done={(code) => route(calendarPath(code))} />}
    </section>
  );
}

function Line({ each: { code, name: called, district, base }, found }: { each: Found['items'][number]; found: Found }) {
  const used = found.places.filter(({ calendar }) => calendar === code), whose = found.districts.find((one) => one.code === district), lender = found.items.find((one) => one.code === base);
  return (
    <li><a class="option" href={calendarPath(code)} data-calendar={code}>
      <Icon name="clock" />
      <span class="grow">
        <strong>{name(called)}</strong> {code === found.default && <span class="chip accent">{words().isDefault}</span>} <span class="chip">{whose ? name(whose.name) : words().shared}</span>
        <span class="small quiet block">{used.length ? words().usedBy(used.length, `${used.slice(0, 3).map((one) => name(one.name)).join(words().listed)}${used.length > 3 ? '…' : ''}`) : words().unused}</span>
        {lender && <span class="small quiet block">{words().based(name(lender.name))}</span>}
      </span>
      <Icon name="next" />
    </a></li>
  );
}
