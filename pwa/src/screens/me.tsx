import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Role } from '../api/types.ts';
import { pushState, type PushState } from '../device/push.ts';
import { ago, language, name, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { lastContact, onlyHere, parked } from '../state/outbox.ts';
import { logOut, me, reviews, speakTo } from '../state/session.ts';
import { letterKeys, setLetterKeys, setTheme, theme, wide } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Pick } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { Bar } from '../ui/page.tsx';
import { LeaveSheet } from './leave-sheet.tsx';
import { meWords } from './me-words.ts';
import { PhonesSheet } from './phones-sheet.tsx';
import { AllReceipts } from './receipts-all.tsx';
import { Reading } from './reading.tsx';

export default function Me() {
  const person = me.value?.person, [leaving, setLeaving] = useState(false), [sheet, setSheet] = useState<'leave' | 'phones' | null>(null);
  const { route } = useLocation(), words = meWords();
  if (!person) return null;
  const leave = () => {
    setLeaving(true);
    // The next person starts at their own first screen.
    void logOut().then(() => route('/', true));
  };
  return (
    <div class="page">
      <Bar title={t().me.title} />
      <div class="inner">
        <section class="card row top">
          <span class="avatar large" aria-hidden="true">{person.name.slice(0, 1)}</span>
          <div class="grow">
            <h2>{person.name}</h2>
            <ul class="quiet small">{me.value?.roles.map((role, index) => <li key={index}>{roleWords(role)}</li>)}</ul>
          </div>
          {me.value?.demo && <span class="chip accent">{t().demoNote}</span>}
        </section>
        <ul class="options">
          <li><ThisPhone /></li>
          <li><Unsent /></li>
          {enrols() && <li><Way href="/people" icon="people" title={words.people} words={words.peopleHint} /></li>}
          {administers() && <li><Way href="/admin" icon="eye" title={words.admin} words={words.adminHint} mark="admin" /></li>}
          <li><Way press={() => setSheet('phones')} icon="device" title={words.phones} words={words.phonesHint} mark="my-phones" /></li>
          <AllReceipts person={person.id} />
        </ul>
        <Settings />
        <Reading />
        <Button icon="exit" wide busy={leaving} press={() => (onlyHere.peek() ? setSheet('leave') : leave())} mark="log-out">{t().me.out}</Button>
      </div>
      {sheet === 'leave' && <LeaveSheet close={() => setSheet(null)} leave={() => { setSheet(null); leave(); }} />}
      {sheet === 'phones' && <PhonesSheet title={words.phones} close={() => setSheet(null)} />}
    </div>
  );
}

function Settings() {
  return (
    <section class="card stack" aria-label={meWords().settings}>
      <Pick label={t().me.language} value={language.value} pick={(to) => void speakTo(to)} options={[['zh-CN', '中文'], ['en', 'English']]} />
      <Pick label={t().me.theme} value={theme.value} pick={setTheme} options={[['auto', t().me.themes.auto], ['light', t().me.themes.light], ['dark', t().me.themes.dark]]} />
      {reviews.value && wide.value && (
        <label class="row switch">
          <span class="grow"><strong>{t().me.keys}</strong><span class="block small quiet">{t().me.keysHint}</span></span>
          <input type="checkbox" role="switch" checked={letterKeys.value} onChange={(event) => setLetterKeys(event.currentTarget.checked)} />
        </label>
      )}
    </section>
  );
}

/** Who may show a code to somebody else's phone. */
const enrols = () => me.value?.roles.some(({ kind }) => kind === 'coordinator' || kind === 'administrator') ?? false;

const administers = () => me.value?.roles.some(({ kind }) => kind === 'administrator') ?? false;

function roleWords({ kind, area, unit }: Role): string {
  return [t().roles[kind] ?? kind, unit ? name(unit.name) : area ? name(area.name) : ''].filter(Boolean).join(' · ');
}

export function Way({ href, press, icon, title, words, mark, children }: {
  href?: string; press?: () => void; icon: IconName; title: string; words: string; mark?: string; children?: ComponentChildren;
}) {
  const inside = <><Icon name={icon} /><span class="grow">{title}<span class="small quiet block">{words}</span></span>{children}<Icon name="next" /></>;
  return href ? <a class="option" href={href} data-action={mark}>{inside}</a> : <button type="button" class="option" onClick={press} data-action={mark}>{inside}</button>;
}

/** In one line whether news reaches this phone and when it last heard from the server. */
function ThisPhone() {
  const [state, setState] = useState<PushState | null>(null), words = meWords(), at = lastContact.value;
  useEffect(() => void pushState().then(setState, () => setState('unsupported')), []);
  const push = state && (state === 'on' || state === 'off' || state === 'denied' ? words.push[state] : words.push.none);
  const synced = at ? words.synced(ago(new Date(at).toISOString(), now.value)) : words.neverSynced;
  return <Way href="/me/phone" icon="bell" title={words.phone} words={[push, synced].filter(Boolean).join(' · ')} />;
}

function Unsent() {
  const words = meWords(), n = onlyHere.value;
  const said = parked.value.length ? words.attention(parked.value.length) : n ? words.here(n) : words.allSent;
  return <Way href="/outbox" icon="send" title={words.outbox} words={said}>{n > 0 && <span class={parked.value.length ? 'badge late num' : 'badge num'} aria-hidden="true">{n}</span>}</Way>;
}
