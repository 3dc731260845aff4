import type { Action } from './action.ts';

export const STATES = ['filed', 'dispatched', 'accepted', 'submitted', 'closed', 'suspended', 'void'] as const;
export type State = (typeof STATES)[number];

/** What the rules below need to know of an order; the API's order has more. */
export interface OrderFacts {
  readonly id: string;
  readonly state: State;
  readonly late: boolean;
  readonly clock: { readonly due_at: string } | null;
  readonly person: { readonly id: string } | null;
}

/** The state a tap leads to, shown before the server has answered; `null` when the tap does not move the order. */
const LEADS_TO: Partial<Record<Action, State>> = {
  dispatch: 'dispatched', accept: 'accepted', decline: 'filed', transfer: 'dispatched', submit: 'submitted',
  approve: 'closed', return: 'accepted', suspend: 'suspended', wait: 'suspended', void: 'void', reopen: 'filed',
};

/** What the owner of the site has done and is returned goes back to nobody. */
export function expected(state: State, action: Action, byOwner?: boolean): State {
  if (byOwner && action === 'return') return 'filed';
  if (action === 'appeal') return state === 'accepted' ? 'submitted' : state;
  if (action === 'assign') return state === 'accepted' ? 'accepted' : 'dispatched';
  return LEADS_TO[action] ?? state;
}

/** What still needs somebody to act comes before what is being done. */
export const GROUPS = ['late', 'todo', 'waiting', 'working', 'reviewing', 'paused', 'over'] as const;
export type Group = (typeof GROUPS)[number];

const GROUP_OF: Record<State, Group> = {
  filed: 'todo', dispatched: 'waiting', accepted: 'working', submitted: 'reviewing',
  suspended: 'paused', closed: 'over', void: 'over',
};

export function group(order: OrderFacts, now: number): Group {
  const open = GROUP_OF[order.state] !== 'over' && order.state !== 'suspended';
  return open && isLate(order, now) ? 'late' : GROUP_OF[order.state];
}

/** The server's `late` may be a minute old on a phone; the clock decides as soon as it runs out. */
export function isLate(order: OrderFacts, now: number): boolean {
  return order.late || (order.clock !== null && Date.parse(order.clock.due_at) <= now);
}

/** Due first; what has no clock comes last, and ties keep a fixed order so that rows do not jump. */
export function byDeadline(a: OrderFacts, b: OrderFacts): number {
  const due = (order: OrderFacts) => (order.clock ? Date.parse(order.clock.due_at) : Infinity);
  const first = due(a), second = due(b);
  if (first !== second) return first < second ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Splits a list into its groups in the fixed order, leaving out the empty ones. */
export function split<G extends string, T>(groups: readonly G[], rows: readonly T[], groupOf: (row: T) => G): [G, T[]][] {
  return groups.map((name): [G, T[]] => [name, rows.filter((row) => groupOf(row) === name)]).filter(([, found]) => found.length > 0);
}

export function grouped<T extends OrderFacts>(orders: readonly T[], now: number): [Group, T[]][] {
  return split(GROUPS, orders, (order) => group(order, now));
}
