import { useSignalEffect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { daysOld, WARN_DAYS } from '../core/waiting.ts';
import { keepWork } from '../device/phone.ts';
import { isInstalled, isIos } from '../device/push.ts';
import { ago, dictionary } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { list, order } from '../state/orders.ts';
import { lastContact, onlyHere, parked, waiting } from '../state/outbox.ts';
import { ownTray, renew } from '../state/push.ts';
import { lists, me } from '../state/session.ts';
import { online } from '../state/view.ts';
import { Icon } from './icon.tsx';
import { PushOffer } from './push-offer.tsx';

const words = dictionary({
  waits: (n: number) => `${n} 项未发送`, parked: (n: number) => `${n} 项需要您处理`, synced: (time: string) => `上次同步 ${time}`, see: '查看未发送的内容',
  urged: (n: string) => `${n} 件督办`, unheard: (n: string) => `${n} 件联系不上处理人`,
  old: (days: number) => `${days} 天没有发出。请到有网络的地方打开应用`, ios: '，否则苹果手机可能清除这些内容',
}, {
  waits: (n) => `${n} not sent`, parked: (n) => `${n} need${n === 1 ? 's' : ''} attention`, synced: (time) => `last synced ${time}`, see: 'See what is not sent',
  urged: (n) => `${n} urged by a manager`, unheard: (n) => `No sign of who has ${n}`,
  old: (days) => `Not sent for ${days} days. Open the app where there is a network`, ios: ', or an iPhone may clear it',
});

/** Only above lists: on an order the bar of the order is at the top, and the order itself says what is not sent of it. */
const LISTS = /^\/(box|review|report|board|day|map)\b/;

export function Strips() {
  const { path } = useLocation();
  useEffect(() => {
    if (online.value) void renew().catch(() => undefined);
  }, [me.value?.person.id, online.value]);
  useEffect(() => ownTray(), [me.value?.person.id]);
  useSignalEffect(() => void badge(onlyHere.value));
  useSignalEffect(() => { if (onlyHere.value) void keepWork().catch(() => undefined); });
  const waits = useLasting();
  if (!LISTS.test(path)) return null;
  return <>{waits && <Unsent />}<PushOffer hidden={waits} /><Marks path={path} /></>;
}

/** Of a list that somebody oversees: how many of its orders a manager asks for, and of how many nobody hears. */
function Marks({ path }: { path: string }) {
  const box = path.startsWith('/box/') && me.value?.board ? lists.value.find((one) => path === `/box/${one}`) : undefined;
  if (!box) return null;
  const { ids, next } = list(box).value, open = ids.map((id) => order(id).value).filter((one) => one?.clock && one.state !== 'closed');
  const urged = open.filter((one) => one?.urged).length, unheard = open.filter((one) => one?.unheard_at).length, said = (n: number) => `${n}${next ? '+' : ''}`;
  if (!urged && !unheard) return null;
  return (
    <a class={unheard ? 'note late' : 'note'} href={unheard ? '/board/unheard' : '/board/urged'} data-strip="marked">
      <Icon name="alert" /><span class="grow"><strong>{[urged && words().urged(said(urged)), unheard && words().unheard(said(unheard))].filter(Boolean).join(' · ')}</strong></span><Icon name="next" />
    </a>
  );
}

interface Badges { setAppBadge?(n: number): Promise<void>; clearAppBadge?(): Promise<void> }

/** The number on the app's icon; a browser that refuses it is no fault. */
async function badge(n: number): Promise<void> {
  const { setAppBadge, clearAppBadge } = navigator as Badges;
  await (n ? setAppBadge?.call(navigator, n) : clearAppBadge?.call(navigator))?.catch(() => undefined);
}

const PATIENCE_MS = 3000;

/** Says nothing of what is on its way and will be gone in a moment. */
function useLasting(): boolean {
  const waits = onlyHere.value > 0, [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!waits) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), online.peek() ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [waits, online.value]);
  return waits && lasting;
}

function Unsent() {
  const days = daysOld(waiting.value, now.value), at = lastContact.value, refused = parked.value.length, old = days >= WARN_DAYS;
  const said = old ? words().old(days) + (isIos() && !isInstalled() ? words().ios : '') : at ? words().synced(ago(new Date(at).toISOString(), now.value)) : '';
  return (
    <a class={refused || old ? 'note late' : 'note'} href="/outbox" data-strip={old ? 'old' : refused ? 'parked' : 'waits'}>
      <Icon name={refused || old ? 'alert' : 'offline'} />
      <span class="grow"><strong>{refused ? words().parked(refused) : words().waits(onlyHere.value)}</strong>{said && ` · ${said}`}</span>
      <span class="vh">{words().see}</span><Icon name="next" />
    </a>
  );
}
