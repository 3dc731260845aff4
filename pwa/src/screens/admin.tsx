import { lazy, useLocation, useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { Element } from '../api/types.ts';
import { name } from '../i18n/index.ts';
import { elements } from '../state/registry.ts';
import { Text } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { elementIcon } from '../ui/icons.ts';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { AsideList } from './admin-aside.tsx';
import { ElementForm } from './admin-element.tsx';
import { DamageList, LookList } from './admin-lists.tsx';
import { adminWords as words } from './admin-words.ts';

const Telling = lazy(() => import('./telling.tsx')), LadderForm = lazy(() => import('./ladders.tsx'));
const Calendars = lazy(() => import('./calendars.tsx'));
const OneCalendar = lazy(() => import('./calendar.tsx'));
const PARTS = ['elements', 'calendars', 'telling', 'aside', 'looks', 'damage'] as const;
type Part = (typeof PARTS)[number];

/** What only administrators look after: what elements ask of evidence, when work is done, how people are told, which orders are stuck, who looked at sealed originals, what is damaged. */
export default function Admin() {
  const { params } = useRoute(), { route } = useLocation();
  const part = PARTS.find((each) => each === params['part']) ?? 'elements', code = part === 'elements' ? params['code'] : undefined;
  const ladders = params['what'] === 'ladders';
  // An address that ends in a dot and a word is a file's: an element's code, which has one, is never its last part.
  const found = elements().value.find((each) => each.code === code);
  if (part === 'calendars' && params['code']) return <OneCalendar code={params['code']} key={params['code']} />;
  return (
    <div class="page">
      {code ? <Bar title={found ? name(found.name) : words().title} back={() => route(ladders ? `/admin/elements/${code}/settings` : '/admin')} /> : <Bar title={words().title} back={() => route('/me')} />}
      {code ? (ladders ? <LadderForm code={code} key={code} /> : <ElementForm code={code} key={code} />) : <div class="inner"><Tabs at={part} /><Shown part={part} /></div>}
    </div>
  );
}

function Shown({ part }: { part: Part }) {
  switch (part) {
    case 'elements': return <Elements />;
    case 'calendars': return <Calendars />;
    case 'telling': return <Telling />;
    case 'aside': return <AsideList />;
    case 'looks': return <LookList />;
    case 'damage': return <DamageList />;
  }
}

function Tabs({ at }: { at: Part }) {
  return (
    <nav class="tabs even" aria-label={words().title}>
      {PARTS.map((part) => <a class="tab" href={`/admin/${part}`} aria-current={part === at ? 'page' : undefined} key={part}>{words().parts[part]}</a>)}
    </nav>
  );
}

function Elements() {
  const [q, setQ] = useState(''), all = elements().value, asked = q.trim().toLowerCase();
  const fits = ({ code, name: { zh, en } }: Element) => `${code} ${zh} ${en}`.toLowerCase().includes(asked);
  const shown = all.filter(fits);
  if (!all.length) return <Bones rows={6} tall={56} />;
  return (
    <>
      <Text label={words().search} hideLabel hint={words().search} type="search" value={q} input={setQ} />
      <h2 class="vh">{words().choose}</h2>
      {shown.length === 0 && <Empty words={words().none} icon="search" />}
      <ul class="options">
        {shown.map(({ code, name: called }) => (
          <li key={code}><a class="option" href={`/admin/elements/${code}/settings`} data-element={code}>
            <Icon name={elementIcon(code)} /><span class="grow">{name(called)}<span class="small quiet block">{code}</span></span><Icon name="next" />
          </a></li>
        ))}
      </ul>
      <p class="vh" role="status">{asked && words().all(shown.length)}</p>
    </>
  );
}
