import { signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import type { OrderDetail, OrderItem } from '../api/types.ts';
import { uuid7, type Command, type Extra } from '../core/command.ts';
import { expected, type Action } from '../core/order.ts';
import { asProblem } from '../core/problem.ts';
import { forget, remember, unsent } from '../db/outbox.ts';
import { t } from '../i18n/index.ts';
import { serverNow } from './clock.ts';
import { isDetail, learn, order as slotOf, refresh } from './orders.ts';
import { me } from './session.ts';
import { say, sayProblem } from './toast.ts';

/** Orders with a tap on its way: their buttons wait, so a second tap does nothing. */
export const pending = signal<ReadonlyMap<string, Action>>(new Map());

export const newId = () => uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(16)));

/** Commands that may or may not have arrived; the same tap again must carry the same id. */
const unsettled = new Map<string, { readonly command: Command; readonly said: string }>();

/** One tap: shown at once, sent once, undone with words when it fails. `then` runs when the server has it, also after a retry. */
export async function act(order: OrderItem, action: Action, extra: Extra = {}, then = () => {}): Promise<void> {
  if (pending.peek().has(order.id)) return;
  const said = JSON.stringify([action, extra]), last = unsettled.get(order.id);
  const command = last?.said === said ? last.command : { id: newId(), action, at: new Date(serverNow()).toISOString(), ...extra };
  unsettled.set(order.id, { command, said });
  await send(order.id, command, then);
}

const told = new Set<string>();

/** Tells the server, once, that the person it is for has it on the screen; nobody waits for the answer. */
export async function seen(order: OrderDetail): Promise<void> {
  if (told.has(order.id)) return;
  told.add(order.id);
  const command: Command = { id: newId(), action: 'seen', at: new Date(serverNow()).toISOString() };
  await api.act(order.id, command).then(learn, () => told.delete(order.id));
}

/** 1. Write it down. 2. Show it. 3. Send it. 4. Keep the answer, or put the screen back and say why. */
async function send(id: string, command: Command, then: () => void): Promise<void> {
  const slot = slotOf(id), before = slot.peek();
  const shown = before && ahead(before, command.action);
  mark(id, command.action);
  slot.value = shown;
  await remember(me.peek()?.person.id ?? '', id, command).catch(() => undefined);
  try {
    const fresh = await api.act(id, command);
    learn(fresh);
    unsettled.delete(id);
    say({ kind: 'done', title: t().done[command.action] });
    then();
    refresh();
  } catch (thrown) {
    // Something newer may have come in by the stream meanwhile; that stays.
    if (slot.peek() === shown) slot.value = before;
    if (!asProblem(thrown).unsure) unsettled.delete(id);
    refused(thrown, () => void send(id, command, then));
  } finally {
    mark(id, null);
    await forget(command.id).catch(() => undefined);
  }
}

function refused(thrown: unknown, again?: () => void): void {
  const problem = asProblem(thrown);
  const current = problem.facts['order'] as OrderDetail | undefined;
  if (current?.id) learn(current);
  sayProblem(problem, problem.unsure ? again : undefined);
}

/** What the order will look like; the clock and the permitted actions only the server knows. */
function ahead<T extends OrderItem | OrderDetail>(order: T, action: Action): T {
  const state = expected(order.state, action);
  if (state === order.state) return order;
  return { ...order, state, clock: null, late: false, ...(isDetail(order) ? { actions: [] } : {}) };
}

function mark(id: string, action: Action | null): void {
  const next = new Map(pending.peek());
  if (action) next.set(id, action);
  else next.delete(id);
  pending.value = next;
}

/** Taps whose answer never came because the page was closed: sent again with their own id, which the server applies once. */
export async function resume(): Promise<void> {
  const person = me.peek()?.person.id;
  if (!person) return;
  for (const item of await unsent(person).catch(() => [])) {
    try {
      learn(await api.act(item.order, item.command));
      await forget(item.command.id);
    } catch (thrown) {
      if (asProblem(thrown).unsure) return;
      await forget(item.command.id);
      refused(thrown);
    }
  }
}
