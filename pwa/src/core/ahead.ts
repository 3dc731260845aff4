import type { Command } from './command.ts';
import type { Action } from './action.ts';
import { expected, type OrderFacts } from './order.ts';

interface Who { readonly id: string; readonly name: string }
interface Deadline { readonly kind: string; readonly started_at: string; readonly due_at: string; readonly warn_at?: string }
/** What of an order a tap may change before the server has answered; a list's row has less of it than the whole order. */
interface Ahead extends OrderFacts {
  readonly by_owner?: boolean;
  readonly returned?: number;
  readonly appealed?: boolean;
  readonly asked?: object | null;
  readonly request?: string | null;
  readonly word_until?: string | null;
  readonly actions?: readonly Action[];
  readonly moments?: object;
  readonly events?: readonly { readonly seq: number; readonly id: string }[];
  readonly clocks?: readonly (Deadline & { readonly ended_at?: string | null })[];
}

/** What the holder can do next without asking the server, so that an order can be finished in a basement. */
const HOLDER: readonly Action[] = ['arrive', 'submit', 'decline', 'comment'];
const MOMENT: Partial<Record<Action, string>> = { accept: 'accepted', arrive: 'arrived', submit: 'submitted', seen: 'seen' };

/** Whether an appeal waits for somebody after a tap. */
const APPEALED: Partial<Record<Action, boolean>> = { appeal: true, approve: false, return: false, excuse: false, uphold: false, reopen: false };

/** The order as it will be once the server has my taps: each one in its turn, nothing guessed that only the server knows. */
export function ahead<T extends Ahead>(order: T, commands: readonly Command[], me: Who): T {
  return commands.reduce((shown, command) => (counts(shown, command) ? step(shown, command, me) : shown), order);
}

/** What the server already has is in the order; and nobody accepts what has meanwhile gone to somebody else. */
function counts({ state, events }: Ahead, { id, action }: Command): boolean {
  return !events?.some((event) => event.id === id) && (action !== 'accept' || state === 'dispatched');
}

function step<T extends Ahead>(order: T, command: Command, me: Who): T {
  const { action } = command, state = expected(order.state, action, order.by_owner), moved = state !== order.state;
  const changes: Partial<Record<keyof Ahead | 'pool', unknown>> = {};
  if (moved) Object.assign(changes, { state, late: false, clock: null });
  if (action === 'accept') Object.assign(changes, { person: me, pool: false, clock: fixing(order) });
  if (action === 'accept' && order.clocks) changes.clocks = order.clocks.map((clock) => (clock.kind === 'accept' && !clock.ended_at ? ended(clock, command.at) : clock));
  if (order.actions) changes.actions = permitted(order.actions, action, moved);
  if (action === 'confirm' || action === 'reopen') changes.word_until = null;
  if (action === 'request') Object.assign(changes, { request: command.wants, asked: { ...command, kind: command.wants } });
  if (order.asked && (moved || DECIDING.has(action))) changes.asked = changes.request = null;
  if (action in APPEALED) changes.appealed = APPEALED[action];
  const moment = MOMENT[action];
  if (order.moments && moment) changes.moments = { ...order.moments, [moment]: command.at };
  if (order.events && action !== 'seen') changes.events = [...order.events, entry(order, command, state, me)];
  return { ...order, ...changes };
}

/** The clock of the work, if the server has said when it ends; it runs whoever accepts. */
function fixing({ clocks }: Ahead): Deadline | null {
  const found = clocks?.find((clock) => clock.kind === 'fix' && !clock.ended_at);
  return found ? { kind: found.kind, started_at: found.started_at, due_at: found.due_at, warn_at: found.warn_at ?? found.due_at } : null;
}

/** He accepted when he tapped, and not when the network came back. */
const ended = (clock: Deadline, at: string) => ({ ...clock, ended_at: at, late: Date.parse(at) > Date.parse(clock.due_at) });

function permitted(before: readonly Action[], action: Action, moved: boolean): readonly Action[] {
  if (action === 'accept') return [...new Set([...before.filter((one) => one !== 'accept' && one !== 'dispatch'), ...HOLDER])];
  if (moved) return before.filter((one) => one === 'comment');
  if (action === 'comment' || action === 'ask' || action === 'redact') return before;
  return before.filter((one) => one !== action && !(DECIDING.has(action) && DECIDING.has(one)));
}

/** One decision settles it. */
const DECIDING: ReadonlySet<Action> = new Set(['excuse', 'uphold', 'grant', 'refuse']);

/** A line of the timeline that is still only on this phone. */
function entry(order: Ahead, { id, action, at, reason, text, photos }: Command, to: string, me: Who) {
  const seq = Math.max(0, ...(order.events ?? []).map((event) => event.seq)) + 1;
  return {
    id, seq, action, at, from_state: order.state, to_state: to, received_at: at, unsent: true,
    actor: { kind: 'person', name: me.name, role: null },
    reason: reason ?? null, text: text ?? null, data: photos?.length ? { photos: photos.length } : {},
  };
}
