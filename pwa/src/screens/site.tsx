import { useEffect, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import type { OrderItem } from '../api/types.ts';
import { factRows } from '../core/site-facts.ts';
import { name, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { units } from '../state/registry.ts';
import { home, me } from '../state/session.ts';
import { lookAtSite, type Asked, type SeenSite } from '../state/site.ts';
import { problemWords } from '../state/toast.ts';
import { online } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useOnDemand } from '../ui/on-demand.ts';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { OrderRow } from './order-row.tsx';
import { siteWords } from './site-words.ts';
import '../ui/css/places.css';

/** The file of one point: what it is and who answers for it, what is open there, what was. */
export default function Site() {
  const code = useRoute().params['code'] ?? '', { route } = useLocation();
  const [seen, setSeen] = useState<Asked<SeenSite> | null>(null), words = siteWords();
  useEffect(() => {
    let gone = false;
    void lookAtSite(code, (next) => { if (!gone) setSeen(next); });
    return () => void (gone = true);
  }, [code, online.value]);
  const back = () => (history.length > 1 ? history.back() : route(home.value));
  const found = seen?.found ?? null, problem = seen?.problem ?? null;
  return (
    <article class="page">
      <Bar title={found ? name(found.file.name) : words.title} focusKey={code} back={back} tight />
      {found && (problem || !online.value) && <p class="strip" role="status"><Icon name="offline" />{problem ? problemWords(problem)[0] : t().offline} · {words.kept}</p>}
      {found ? <Body seen={found} /> : problem ? <Missing unknown={problem.status === 404} /> : <Bones rows={4} />}
    </article>
  );
}

function Missing({ unknown }: { unknown: boolean }) {
  return <Empty words={unknown ? siteWords().unknown : siteWords().offline} icon={unknown ? 'search' : 'offline'}><LinkButton href={home.value}>{t().home}</LinkButton></Empty>;
}

function Body({ seen }: { seen: SeenSite }) {
  const words = siteWords();
  return (
    <div class="stack" data-site={seen.file.code}>
      {seen.open.length > 0 && <Rows title={words.open} rows={seen.open} none="" mark="open" />}
      <Facts seen={seen} />
      {seen.open.length === 0 && <Rows title={words.open} rows={[]} none={words.none} mark="open" />}
      <Rows title={words.history} rows={seen.history} none={words.neverYet} mark="history" />
      {me.value?.roles.some(({ kind }) => kind === 'manager' || kind === 'administrator') && <OwnerOf code={seen.file.code} />}
    </div>
  );
}

/** Who is asked first, for those who may set it. */
function OwnerOf({ code }: { code: string }) {
  const [Owner, open, close] = useOnDemand(() => import('./site-owner-sheet.tsx').then((it) => it.SiteOwnerSheet));
  return <div class="pad"><Button wide icon="me" press={open} mark="site-owner">{siteWords().owner}</Button>{Owner && <Owner code={code} close={close} />}</div>;
}

function Facts({ seen: { file } }: { seen: SeenSite }) {
  const words = siteWords(), known = units().value, unit = 'answers' in file ? file.answers : known.find(({ code }) => code === file.unit);
  // A file names other units by their codes.
  const values = { ...words.values, ...Object.fromEntries(known.map((one) => [one.code, name(one.name)])) };
  const areas = 'areas' in file ? file.areas.map((area) => name(area.name)).join(' · ') : '';
  const rows: readonly (readonly [string, string])[] = [
    [words.kind, words.kinds[file.kind] ?? file.kind], [words.place, [file.address, areas].filter(Boolean).join('\n')], [words.answers, unit ? name(unit.name) : ''], ...factRows(file.file, { ...words, values }),
  ];
  return (
    <section class="pad" aria-label={words.facts}><div class="card stack">
      <dl class="facts">
        {rows.filter(([, value]) => value).map(([label, value]) => <div key={label}><dt>{label}</dt><dd class="lines">{value}</dd></div>)}
      </dl>
      {unit?.phone && <LinkButton href={`tel:${unit.phone}`} icon="phone" wide>{orderWords().call}</LinkButton>}
    </div></section>
  );
}

function Rows({ title, rows, none, mark }: { title: string; rows: readonly OrderItem[]; none: string; mark: string }) {
  return (
    <section aria-label={title} data-rows={mark}>
      <header class="group"><h2>{title}</h2>{rows.length > 0 && <span class="small num">{t().list.count(rows.length)}</span>}</header>
      {rows.length ? <ul class="rows">{rows.map((row) => <li key={row.id}><OrderRow order={row} current={false} state /></li>)}</ul> : <p class="quiet pad">{none}</p>}
    </section>
  );
}
