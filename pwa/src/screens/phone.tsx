import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { ask, build, here, inside, keepData, lookForUpdate, permission, storage, type Permission, type Storage, type Wanted } from '../device/phone.ts';
import { install, installable } from '../device/install.ts';
import { isInstalled, isIos } from '../device/push.ts';
import { takeOver, waiting as update } from '../device/worker.ts';
import { ago } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { flushSoon, lastContact, onlyHere, parked, photosHere, sending, waiting } from '../state/outbox.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Bar } from '../ui/page.tsx';
import { Line } from '../ui/line.tsx';
import { working } from '../ui/update.tsx';
import { Hours } from './hours.tsx';
import { PushCard } from './push-card.tsx';
import { phoneWords } from './phone-words.ts';

/** Everything about this phone that decides whether work is safe and news arrives, each with what to do about it. */
export default function Phone() {
  const { route } = useLocation();
  return (
    <div class="page">
      <Bar title={phoneWords().title} back={() => route('/me')} />
      <div class="inner">
        <Sync />
        <PushCard />
        <Hours />
        <Keeping />
        <Installing />
        <Permissions />
        <Version />
      </div>
    </div>
  );
}

function Sync() {
  const words = phoneWords().sync, at = lastContact.value, taps = waiting.value.length + parked.value.length, photos = photosHere.value;
  const what = [taps > 0 && words.taps(taps), photos > 0 && words.photos(photos)].filter(Boolean).join(words.and);
  return (
    <Line icon="swap" title={words.title} tone={what ? 'soon' : 'done'} mark="sync"
      words={[at ? words.at(ago(new Date(at).toISOString(), now.value)) : words.never, what ? words.only(what) : words.nothing]}>
      {onlyHere.value > 0 && <LinkButton href="/outbox">{words.see}</LinkButton>}
      <Button busy={sending.value} press={() => flushSoon(true)} mark="sync-now">{words.now}</Button>
    </Line>
  );
}

const megabytes = (bytes: number) => (bytes < 1e9 ? `${Math.max(bytes / 1e6, 0.1).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);

function Keeping() {
  const [state, setState] = useState<Storage | null>(null), [refused, setRefused] = useState(false);
  const words = phoneWords().keep, look = () => void storage().then(setState);
  useEffect(look, []);
  if (!state) return null;
  const { persisted, used, quota } = state, ios = isIos() && !isInstalled();
  const keep = () => void keepData().then((kept) => { setRefused(!kept); look(); });
  const said = persisted ? words.yes : persisted === null ? words.unknown : words.no;
  return (
    <Line icon="album" title={words.title} tone={persisted ? 'done' : 'soon'} mark="keep" state={String(persisted)}
      words={[said, used !== null && quota !== null && words.used(megabytes(used), megabytes(Math.max(quota - used, 0))), ios && words.ios, refused && words.refused]}>
      {persisted === false && <Button press={keep} mark="keep-data">{words.go}</Button>}
    </Line>
  );
}

function Installing() {
  const words = phoneWords().install;
  if (isInstalled()) return <Line icon="install" title={words.title} tone="done" words={[words.yes]} />;
  const how = inside() ? words.inside : isIos() ? words.ios : installable.value ? words.hint : words.menu;
  return (
    <Line icon="install" title={words.title} words={[words.no, how]}>
      {installable.value && <Button press={() => void install()} mark="install">{words.go}</Button>}
    </Line>
  );
}

function Permissions() {
  const words = phoneWords().permissions;
  return (
    <section class="card stack">
      <h2>{words.title}</h2>
      <ul class="stack">{(['place', 'camera', 'notifications'] as const).map((one) => <One of={one} key={one} />)}</ul>
    </section>
  );
}

const ICON = { place: 'pin', camera: 'camera', notifications: 'bell' } as const;

function One({ of }: { of: Wanted }) {
  const [state, setState] = useState<Permission | null>(null);
  const words = phoneWords().permissions, look = () => void permission(of).then(setState);
  useEffect(() => {
    look();
    // Back from the phone's settings, where it may have been changed.
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  const todo = state === 'denied' && (of === 'notifications' ? words.deniedPush : words.denied)[here()];
  return (
    <Line as="li" icon={ICON[of]} title={words[of]} tone={state === 'granted' ? 'done' : state === 'denied' ? 'late' : undefined} mark={`may-${of}`} state={state ?? ''}
      chip={state ? words.state[state] : ''} words={[todo || words.why[of]]}>
      {state === 'prompt' && <Button press={() => void ask(of).then(look)} mark={`ask-${of}`}>{words.ask}<span class="vh"> {words[of]}</span></Button>}
    </Line>
  );
}

function Version() {
  const words = phoneWords().app, [said, setSaid] = useState(''), [busy, setBusy] = useState(false);
  const look = async () => {
    setBusy(true);
    setSaid(await lookForUpdate().then((newer) => (newer ? '' : words.latest), () => words.cannot));
    setBusy(false);
  };
  return (
    <Line icon="retry" title={words.title} mark="version" words={[words.version(build()), update.value ? words.found : said, update.value && working.value && words.sending]}>
      {update.value ? <Button kind="primary" busy={working.value} press={takeOver} mark="update-now">{words.update}</Button>
        : <Button busy={busy} press={() => void look()} mark="look-for-update">{words.look}</Button>}
    </Line>
  );
}
