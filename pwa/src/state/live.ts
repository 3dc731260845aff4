import { signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import { t } from '../i18n/index.ts';
import { isDetail, open, order, refresh } from './orders.ts';
import { flushSoon } from './outbox.ts';
import { me } from './session.ts';
import { go, say, spoken } from './toast.ts';
import { readAloud } from './view.ts';

/** Counts what came in by the stream, for screens that show sums of orders. */
export const changes = signal(0);

let source: EventSource | null = null;
let timer = 0;
let tries = 0;
let soon = 0;
let hurried = 0;

/** Keeps one stream open while somebody is logged in and looking; the lists catch up after every gap. */
export function startLive(): void {
  document.addEventListener('visibilitychange', () => (document.hidden ? undefined : connect()));
  addEventListener('online', connect);
  addEventListener('pagehide', hangUp);
  me.subscribe((value) => (value ? connect() : hangUp()));
}

function connect(): void {
  if (!me.peek() || document.hidden || (source && source.readyState !== EventSource.CLOSED)) return;
  hangUp();
  source = new EventSource('/api/v1/stream');
  source.onopen = () => {
    tries = 0;
    // What happened between the loading of the lists and this moment came by neither way.
    catchUp();
  };
  source.onerror = () => {
    // The browser retries a dropped line by itself, but gives up for good on an error answer.
    if (source?.readyState !== EventSource.CLOSED) return;
    // The line does not say why: perhaps this phone was put out, and then it must hear so now.
    void api.me().catch(() => undefined);
    again();
  };
  source.addEventListener('order', changed);
  source.addEventListener('notice', (event) => told(JSON.parse(event.data) as Notice));
}

function again(): void {
  clearTimeout(timer);
  timer = window.setTimeout(connect, Math.min(1000 * 2 ** tries++, 30_000) * (0.5 + Math.random() / 2));
}

function hangUp(): void {
  clearTimeout(timer);
  source?.close();
  source = null;
}

function catchUp(): void {
  // A line that is cut and comes back every few seconds must not undo the waiting that a busy server asks for.
  flushSoon(Date.now() - hurried > 60_000);
  hurried = Date.now();
  refresh();
  takeAlong();
}

/** Fetched after the first screen: what a phone keeps for later is no part of showing it. */
const takeAlong = () => void import('./sync.ts').then(({ pull }) => pull()).catch(() => undefined);

/** A burst of changes asks for each list once. */
function changed(event: MessageEvent<string>): void {
  const { id, version } = JSON.parse(event.data) as { id: string; version: number };
  const known = order(id).peek();
  // Only what is looked at is asked for at once: the rest comes along, and what is no longer mine is not asked for at all.
  if (location.pathname === `/orders/${id}` && isDetail(known) && known.version < version) void open(id).catch(() => undefined);
  clearTimeout(soon);
  soon = window.setTimeout(() => {
    changes.value++;
    refresh();
    takeAlong();
  }, 250);
}

interface Notice { id: string; order_id: string; kind: string; title: string; body: string }

function told(notice: Notice): void {
  spoken.value = `${notice.title} ${notice.body}`;
  if (!document.hidden) void api.noticeSeen(notice.id).catch(() => undefined);
  if (onScreen(notice)) return;
  if (readAloud.peek() && !document.hidden) void import('./aloud.ts').then(({ tellAloud }) => tellAloud(notice)).catch(() => undefined);
  const look = { label: t().open, run: () => go.peek()?.(`/orders/${notice.order_id}`) };
  say({ kind: 'news', title: notice.title, text: notice.body, act: look });
}

/** What is being looked at changes by itself; a message over it would only be in the way. */
function onScreen({ order_id, kind }: Notice): boolean {
  return location.pathname === `/orders/${order_id}` || (kind === 'submitted' && location.pathname === '/review');
}
