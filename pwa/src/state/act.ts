import { signal } from '@preact/signals';
import type { OrderDetail, OrderItem } from '../api/types.ts';
import { uuid7, type Command, type Extra } from '../core/command.ts';
import type { Item } from '../core/outbox.ts';
import type { Action } from '../core/action.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { enqueue, type NewItem } from '../db/outbox.ts';
import { t } from '../i18n/index.ts';
import { serverNow } from './clock.ts';
import { learn, refresh } from './orders.ts';
import { changed } from './outbox.ts';
import { me } from './session.ts';
import { go, say, sayProblem } from './toast.ts';
import { online } from './view.ts';

/** Orders with a tap that is just being written down: their buttons wait, so a second tap does nothing. */
export const pending = signal<ReadonlyMap<string, Action>>(new Map());

export const newId = () => uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(16)));
export const timeNow = () => new Date(serverNow()).toISOString();

/** One tap: written down, then shown, then sent, whenever that may be. `draft` is the one that it uses up; for `hold_ms` it can be taken back. */
export async function act(order: OrderItem, action: Action, extra: Extra = {}, draft?: string, hold_ms = 0): Promise<boolean> {
  if (pending.peek().has(order.id)) return false;
  mark(order.id, action);
  try {
    const command: Command = { id: newId(), action, at: timeNow(), ...extra };
    await put({ id: command.id, lane: order.id, kind: 'act', body: command, photos: (extra.photos ?? []).map((photo) => photo.sha256) }, draft, false, hold_ms);
    return true;
  } catch (thrown) {
    const problem = asProblem(thrown);
    sayProblem(problem.code === 'app.fault' ? new Problem('app.storage', -1) : problem);
    return false;
  } finally {
    mark(order.id, null);
  }
}

type Told = NewItem extends infer N ? N extends NewItem ? Omit<N, 'person' | 'made_at' | 'tries' | 'retry_at' | 'parked'> : never : never;

/** Nothing says "done" before this has come back: the item then outlives a killed tab and an empty battery. */
export async function put(told: Told, draft?: string, once = false, hold_ms = 0): Promise<void> {
  const person = me.peek()?.person.id;
  // A session may have ended while a picture was made smaller: then it stays a draft, and stays theirs.
  if (!person || (draft && !draft.startsWith(`${person}/`))) throw new Problem('auth.required', -1);
  await enqueue({ ...told, person, made_at: serverNow(), tries: 0, retry_at: hold_ms && Date.now() + hold_ms, parked: null }, draft, once);
  // Written here, because a quick answer takes the item away before the offer of push has seen it.
  if (told.kind === 'report' || (told.kind === 'act' && (told.body.action === 'accept' || told.body.action === 'submit'))) localStorage.setItem('fieldloop.push.useful', '1');
  await changed();
  if (!online.peek() && !isLook(told)) sayKept();
}

const isLook = (item: Pick<Item, 'kind' | 'body'>) => item.kind === 'act' && (item.body as Command).action === 'seen';
const told = new Set<string>();

/** Tells the server, once, that the person it is for has it on the screen; nobody waits for the answer. */
export async function seen(order: OrderDetail): Promise<void> {
  if (told.has(order.id)) return;
  told.add(order.id);
  const command: Command = { id: newId(), action: 'seen', at: timeNow() };
  await put({ id: command.id, lane: order.id, kind: 'act', body: command, photos: [] }).catch(() => told.delete(order.id));
}

export function sayKept(): void {
  say({ kind: 'news', title: t().kept[0], text: t().kept[1] });
}

/** What the screens do with what the flusher hears. */
export function answered(item: Item, answer: unknown): void {
  if (item.kind === 'inspect') void import('../i18n/steps.ts').then(({ inspected }) => say({ kind: 'done', title: inspected() }), () => undefined);
  if (item.kind !== 'act') return;
  learn(answer as OrderDetail);
  if (isLook(item)) return;
  const { action } = item.body;
  // There the next pair says it, and the message that takes a verdict back must stay.
  if (location.pathname !== '/review') void import('../i18n/steps.ts').then(({ doneWords }) => say({ kind: 'done', title: doneWords()[action] }), () => undefined);
  refresh();
}

export function refused(item: Item, problem: Problem): void {
  const current = problem.facts['order'] as OrderDetail | undefined;
  if (current?.id) learn(current);
  // There the refusal stands beside what was refused; a message over it would cover what can be done about it.
  if (location.pathname === '/outbox') return;
  const code = problem.facts['kept'] === true ? 'order.kept' : item.parked?.code ?? problem.code;
  sayProblem(new Problem(code, problem.status, problem.detail, problem.facts), { label: t().open, run: () => go.peek()?.('/outbox') });
}

function mark(id: string, action: Action | null): void {
  const next = new Map(pending.peek());
  if (action) next.set(id, action);
  else next.delete(id);
  pending.value = next;
}
