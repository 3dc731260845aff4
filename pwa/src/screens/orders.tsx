import { useEffect, useRef, useState } from 'preact/hooks';
import { lazy, useLocation, useRoute } from 'preact-iso';
import { BOXES } from '../api/calls.ts';
import type { Box, OrderItem } from '../api/types.ts';
import { day, type DayGroup, type Sort } from '../core/day.ts';
import { byDeadline, grouped, type Group } from '../core/order.ts';
import { dictionary, moment, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { findHere, findHereQuietly, here, locating, metresTo } from '../state/here.ts';
import { list, load, loadMore, order } from '../state/orders.ts';
import { home, homeBox, lists } from '../state/session.ts';
import { lastBox, online, setSort, sortBy, wide } from '../state/view.ts';
import { Button, IconButton, LinkButton } from '../ui/button.tsx';
import { Pick, Text } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { OrderRow, urgent } from './order-row.tsx';
import '../ui/css/day.css';

const mapWord = dictionary('地图', 'Map');
const cutWords = dictionary('手机上只有前 200 件，其余的要有网络才能看', 'Only the first 200 are on this phone; the rest needs a network');
const Order = lazy(() => import('./order.tsx').then((module) => module.Order));

/** A list, an order, or on a desk both. */
export function Orders() {
  const { params } = useRoute();
  const { route } = useLocation();
  const id = params['id'];
  const remembered = lastBox.value && lists.value.includes(lastBox.value) ? lastBox.value : homeBox.value;
  const box = BOXES.find((one) => one === params['box']) ?? remembered;
  useEffect(() => void (lastBox.value = box), [box]);
  const shown = id && <Order id={id} key={id} back={() => route(`/box/${box}`)} />;
  if (!wide.value) return shown || <List box={box} />;
  return (
    <div class="panes">
      <section aria-label={t().list.title}><List box={box} current={id} heading={!id} /></section>
      <section aria-live="off">{shown || <Empty words={[t().list.pick, t().list.pickHint]} icon="orders" />}</section>
    </div>
  );
}

function List({ box, current, heading = true }: { box: Box; current?: string | undefined; heading?: boolean }) {
  const [q, setQ] = useState(''), [searching, setSearching] = useState(false), { priority } = useLocation().query;
  useEffect(() => {
    const timer = setTimeout(() => void load(box, { q: q || undefined, priority }), q ? 300 : 0);
    return () => clearTimeout(timer);
  }, [box, q, priority]);
  useEffect(() => void findHereQuietly(), []);
  const toggle = () => { setSearching(!searching); setQ(''); };
  return (
    <div class="page">
      <div>
        {heading ? <Bar title={t().list.title} focusKey={box}>{tools(searching, toggle)}</Bar>
          : <div class="bar"><h2 class="grow big">{t().list.title}</h2>{tools(searching, toggle)}</div>}
        <Tabs box={box} />
        {priority && <div class="pad"><a class="tab" href={`/box/${box}`} data-only>{urgent()}<Icon name="close" /></a></div>}
        {searching && <div class="pad"><Text label={t().search} hideLabel hint={t().searchOrders} value={q} input={setQ} type="search" /></div>}
      </div>
      <Rows box={box} current={current} searched={q !== ''} />
    </div>
  );
}

function tools(searching: boolean, toggle: () => void) {
  return (
    <>
      <a class="button square" href="/map" aria-label={mapWord()} title={mapWord()} data-action="map"><Icon name="map" /></a>
      {!here.value && <IconButton icon="target" label={t().list.distance} press={() => void findHere()} />}
      <IconButton icon={searching ? 'close' : 'search'} label={searching ? t().close : t().search} press={toggle} />
    </>
  );
}

function Tabs({ box }: { box: Box }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => bar.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' }), [box]);
  if (lists.value.length < 2) return null;
  return (
    <nav ref={bar} class="tabs" aria-label={t().list.title}>
      {lists.value.map((one) => (
        <a class="tab" key={one} href={`/box/${one}`} aria-current={one === box ? 'page' : undefined}>
          {t().box[one]}{list(one).value.at > 0 && !list(one).value.next && <span class="num">{list(one).value.ids.length}</span>}
        </a>
      ))}
    </nav>
  );
}

function Rows({ box, current, searched }: { box: Box; current?: string | undefined; searched: boolean }) {
  const { ids, at, next, problem, loading, stale } = list(box).value;
  const found = ids.map((id) => order(id).value).filter((one) => one !== null);
  const again = () => void load(box);
  if (!at && problem) return <Failed code={problem.code} again={again} />;
  if (!at) return <Bones rows={5} />;
  if (!found.length) return <Nothing box={box} searched={searched} />;
  const groups = arranged(box, found, Math.floor(now.value / 10_000) * 10_000);
  return (
    <div>
      {DAYS.has(box) && found.length > 1 && <Sorting />}
      {stale && (problem || !online.value) && <Strip at={at} again={again} busy={loading} />}
      {groups.map(([group, rows]) => (
        <section key={group} aria-label={group ? t().group[group] : t().box[box]}>
          {group && <header class={`group ${group}`}><h2>{t().group[group]}</h2><span class="small num">{t().list.count(rows.length)}</span></header>}
          <ul class="rows">{rows.map((row) => <li key={row.id}><OrderRow order={row} current={row.id === current} mine={box === 'reported'} state={!group || (DAYS.has(box) && !row.clock)} /></li>)}</ul>
        </section>
      ))}
      {stale && !online.value && !next && <Cut box={box} />}
      {next && <div class="pad more"><Button wide busy={loading} press={() => void loadMore(box)}>{t().list.more}</Button></div>}
    </div>
  );
}

/** Lists of work that one person does or could do: they plan a day, the others show who does what. */
const DAYS: ReadonlySet<Box> = new Set(['mine', 'pool']);

function arranged(box: Box, found: readonly OrderItem[], minute: number): readonly (readonly [Group | DayGroup | null, readonly OrderItem[]])[] {
  if (box === 'all' || box === 'reported') return [[null, found]];
  return DAYS.has(box) ? day(found, minute, metresTo, sortBy.value) : grouped([...found].sort(byDeadline), minute);
}

/** By distance needs a place, which is asked for by this tap and by nothing else. */
function Sorting() {
  const words = t().list;
  const pick = (to: Sort) => {
    setSort(to);
    if (to === 'distance' && !here.peek()) void findHere().then(() => here.peek() ?? setSort('deadline'));
  };
  return (
    <div class="sorting" aria-busy={locating.value}>
      <Pick label={words.sort} hideLabel value={sortBy.value} pick={pick}
        options={[['deadline', words.sorts.deadline], ['distance', locating.value ? words.locating : words.sorts.distance]]} />
    </div>
  );
}

function Strip({ at, again, busy }: { at: number; again: () => void; busy: boolean }) {
  return (
    <div class="strip" role="status">
      <Icon name="offline" /><span>{t().offline} · {t().asOf(moment(new Date(at).toISOString(), now.value))}</span>
      <Button kind="bare" press={again} busy={busy}>{t().retry}</Button>
    </div>
  );
}

/** A list that ends here and not on the server says so. */
function Cut({ box }: { box: Box }) {
  const [cut, setCut] = useState(false);
  useEffect(() => void import('../state/kept.ts').then(({ isCut }) => isCut(box)).then(setCut, () => undefined), [box]);
  return cut ? <p class="pad quiet small" role="note" data-cut>{cutWords()}</p> : null;
}

function Failed({ code, again }: { code: string; again: () => void }) {
  const words = t().problems[code] ?? t().problems['server.error'] ?? ['', ''];
  return <Empty words={[words[0], words[1]]} icon="offline"><Button icon="retry" press={again}>{t().retry}</Button></Empty>;
}

function Nothing({ box, searched }: { box: Box; searched: boolean }) {
  if (searched) return <Empty words={t().list.nothing} icon="search" />;
  return (
    <Empty words={t().list.empty[box]} {...(box === 'late' ? { icon: 'check' as const } : {})}>
      {box === 'reported' && <LinkButton href="/report" icon="camera" kind="primary">{t().report.title}</LinkButton>}
      {box !== 'reported' && home.value !== `/box/${box}` && <LinkButton href={home.value}>{t().home}</LinkButton>}
    </Empty>
  );
}
