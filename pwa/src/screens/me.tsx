import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { install, installable } from '../device/install.ts';
import { isInstalled, isIos, pushOff, pushOn, pushState, type PushState } from '../device/push.ts';
import { language, name, t } from '../i18n/index.ts';
import type { Role } from '../api/types.ts';
import { logOut, me, reviews, speakTo } from '../state/session.ts';
import { sayProblem } from '../state/toast.ts';
import { letterKeys, setLetterKeys, setTheme, theme, wide } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Pick } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bar } from '../ui/page.tsx';

export default function Me() {
  const person = me.value?.person, [leaving, setLeaving] = useState(false);
  const { route } = useLocation();
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
        <Push />
        <Install />
        <section class="card stack">
          <Pick label={t().me.language} value={language.value} pick={(to) => void speakTo(to)} options={[['zh-CN', '中文'], ['en', 'English']]} />
          <Pick label={t().me.theme} value={theme.value} pick={setTheme} options={[['auto', t().me.themes.auto], ['light', t().me.themes.light], ['dark', t().me.themes.dark]]} />
          {reviews.value && wide.value && (
            <label class="row switch">
              <span class="grow"><strong>{t().me.keys}</strong><span class="block small quiet">{t().me.keysHint}</span></span>
              <input type="checkbox" role="switch" checked={letterKeys.value} onChange={(event) => setLetterKeys(event.currentTarget.checked)} />
            </label>
          )}
        </section>
        <Button icon="exit" wide busy={leaving} press={leave} mark="log-out">{t().me.out}</Button>
      </div>
    </div>
  );
}

function roleWords({ kind, area, unit }: Role): string {
  return [t().roles[kind] ?? kind, unit ? name(unit.name) : area ? name(area.name) : ''].filter(Boolean).join(' · ');
}

/** Asked for only here, by a tap: a question on the first screen is refused for ever. */
function Push() {
  const [state, setState] = useState<PushState | null>(null), [busy, setBusy] = useState(false);
  const look = () => pushState().then(setState, () => setState('unsupported'));
  useEffect(() => void look(), []);
  const change = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().catch(sayProblem);
    await look();
    setBusy(false);
  };
  return (
    <section class="card row top" data-push={state}>
      <Icon name="bell" />
      <div class="grow"><h2>{t().me.push}</h2><p class="quiet small">{state ? t().me.pushState[state] : t().loading}</p></div>
      {state === 'off' && <Button kind="primary" busy={busy} press={() => void change(pushOn)} mark="push-on">{t().me.pushOn}</Button>}
      {state === 'on' && <Button busy={busy} press={() => void change(pushOff)} mark="push-off">{t().me.pushOff}</Button>}
    </section>
  );
}

function Install() {
  if (isInstalled() || (!installable.value && !isIos())) return null;
  return (
    <section class="card row top">
      <Icon name="install" />
      <div class="grow"><h2>{t().me.install}</h2><p class="quiet small">{isIos() ? t().me.installIos : t().me.installHint}</p></div>
      {installable.value && <Button press={() => void install()}>{t().me.installGo}</Button>}
    </section>
  );
}
