import { useEffect, useState } from 'preact/hooks';
import { why } from '../core/waiting.ts';
import type { Item } from '../core/outbox.ts';
import { duration, moment, name } from '../i18n/index.ts';
import { actionWords } from '../i18n/steps.ts';
import { now } from '../state/clock.ts';
import { open, order } from '../state/orders.ts';
import { photos, picturesOf, progress, sending } from '../state/outbox.ts';
import { elements } from '../state/registry.ts';
import { online } from '../state/view.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { ACTION_ICON } from './order-actions.tsx';
import { whereOf } from './order-row.tsx';
import { outboxWords } from './outbox-words.ts';

/** What was done, in the words of the button that did it. */
export const stepWords = (item: Item) => (item.kind === 'act' ? actionWords()[item.body.action] : outboxWords()[item.kind]);
const stepIcon = (item: Item): IconName => (item.kind === 'act' ? ACTION_ICON[item.body.action] ?? 'check' : item.kind === 'report' ? 'camera' : 'eye');

/** What it was done to: the order's kind and place, or what the report is about. */
export function aboutWords(item: Item): string {
  if (item.kind === 'report') {
    const element = elements().value.find((one) => one.code === item.body.element);
    return [element && name(element.name), item.body.text].filter(Boolean).join(' · ');
  }
  if (item.kind === 'inspect') return item.body.text ?? '';
  const value = order(item.lane).value;
  return value ? `${name(value.element.name)} · ${whereOf(value)}` : '';
}

/** Something not sent yet: what, when, its photos, and why it has not left. */
export function Queued({ item, all }: { item: Item; all: readonly Item[] }) {
  const words = outboxWords().why, at = Date.now();
  const reason = why(item, all, online.value, sending.value, at);
  // Read so that the waiting time ticks.
  void now.value;
  return (
    <li class="card stack tightly" data-item={item.id} data-why={reason}>
      <Step item={item} link />
      <Pictures item={item} />
      <p class="small row tightly waits"><Icon name={reason === 'network' ? 'offline' : 'clock'} /><span class="num">{reason === 'retry' ? words.retry(duration(item.retry_at - at)) : words[reason]}</span></p>
    </li>
  );
}

export function Step({ item, link }: { item: Item; link?: boolean }) {
  const act = item.kind === 'act', value = act ? order(item.lane).value : null;
  useEffect(() => {
    if (act && !value) void open(item.lane).catch(() => undefined);
  }, [item.lane]);
  const inside = (
    <>
      <span class="lamp"><Icon name={stepIcon(item)} /></span>
      <div class="grow">
        <h3>{stepWords(item)}</h3>
        <p class="small">{aboutWords(item)}</p>
        <p class="small quiet num">{[value && outboxWords().order(value.order_no), moment(item.body.at, now.value)].filter(Boolean).join(' · ')}</p>
      </div>
    </>
  );
  return link && act ? <a class="row whole" href={`/orders/${item.lane}`}>{inside}<Icon name="next" /></a> : <div class="row top">{inside}</div>;
}

/** Its photos, each with a tick once the server has it. */
export function Pictures({ item }: { item: Item }) {
  const [shown, setShown] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const urls = new Map<string, string>();
    let gone = false;
    void picturesOf(item).then((found) => {
      if (gone) return;
      for (const { sha256, type, bytes } of found) urls.set(sha256, URL.createObjectURL(new Blob([bytes], { type })));
      setShown(urls);
    }).catch(() => undefined);
    return () => {
      gone = true;
      urls.forEach((url) => URL.revokeObjectURL(url));
    };
  }, [item.id]);
  if (!item.photos.length) return null;
  return <ul class="ticks">{item.photos.map((sha256, index) => <Tick key={sha256} sha256={sha256} url={shown.get(sha256)} no={index + 1} />)}</ul>;
}

function Tick({ sha256, url, no }: { sha256: string; url: string | undefined; no: number }) {
  const held = photos.value.get(sha256), fraction = progress.value.get(sha256) ?? 0, words = outboxWords().photo;
  // What is no longer on this phone has arrived.
  const state = !held || held.stored ? 'stored' : held.refused ? 'refused' : fraction > 0 && sending.value ? 'sending' : 'waiting';
  const said = state === 'sending' ? words.sending(Math.round(fraction * 100)) : words[state];
  return (
    <li data-photo={state}>
      <div class="picture">{url ? <img src={url} alt={outboxWords().photoNo(no)} /> : <Icon name="album" />}</div>
      <span class={state === 'stored' ? 'badge done' : state === 'refused' ? 'badge late' : 'badge'}>
        <Icon name={state === 'stored' ? 'check' : state === 'refused' ? 'alert' : 'clock'} /><span class="vh">{said}</span>
      </span>
      {state === 'sending' && <progress value={fraction} max={1} aria-label={said} />}
    </li>
  );
}
