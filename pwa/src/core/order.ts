export const STATES = ['filed', 'dispatched', 'accepted', 'submitted', 'closed', 'suspended', 'void'] as const;
export type State = (typeof STATES)[number];

export const ACTIONS = [
  'file', 'dispatch', 'accept', 'assign', 'decline', 'transfer', 'arrive', 'submit', 'approve', 'return',
  'suspend', 'resume', 'void', 'reopen', 'comment', 'seen', 'join', 'warn', 'escalate', 'unheard', 'urge',
  'ask', 'request', 'grant', 'refuse', 'appeal', 'excuse', 'uphold', 'confirm', 'clear', 'redact', 'forget', 'inspect', 'reckon', 'owner_asked', 'owner_done', 'owner_left', 'kept',
] as const;
export type Action = (typeof ACTIONS)[number];

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
  approve: 'closed', return: 'accepted', suspend: 'suspended', void: 'void', reopen: 'filed',
};

/** What the owner of the site has done and is returned goes back to nobody. */
export function expected(state: State, action: Action, byOwner?: boolean): State {
  if (byOwner && action === 'return') return 'filed';
  if (action === 'appeal') return state === 'accepted' ? 'submitted' : state;
  if (action === 'assign') return state === 'accepted' ? 'accepted' : 'dispatched';
  return LEADS_TO[action] ?? state;
}

/** Actions that cannot be sent without saying why. */
export const NEEDS_REASON: ReadonlySet<Action> = new Set(['decline', 'transfer', 'return', 'void', 'suspend', 'reopen', 'request']);

/** Actions that cannot be sent without words. */
export const NEEDS_TEXT: ReadonlySet<Action> = new Set(['comment', 'ask', 'appeal', 'urge', 'refuse']);

/** The first of these that the server permits is the one big button; the rest waits under "more": a closed order does not ask to be reopened. */
const BIG: readonly Action[] = ['approve', 'submit', 'accept', 'dispatch', 'resume'];

/** A coordinator hands an unclaimed order to somebody; whoever it is addressed to takes it. */
export function primary(permitted: readonly Action[], order: OrderFacts, me: string): Action | null {
  const unclaimed = order.state === 'filed' || order.state === 'dispatched';
  if (unclaimed && permitted.includes('assign') && order.person?.id !== me) return 'assign';
  return BIG.find((action) => permitted.includes(action)) ?? null;
}

/** What stands behind the three dots; everything else is the system's, or has a place of its own on the screen. */
const LISTED: ReadonlySet<Action> = new Set(['dispatch', 'accept', 'assign', 'decline', 'transfer', 'submit', 'approve', 'return', 'suspend', 'resume', 'void', 'reopen', 'urge', 'request']);

/** Permitted actions that stand beside the big button, mildest first. */
export function others(permitted: readonly Action[], big: Action | null): Action[] {
  return ACTIONS.filter((action) => permitted.includes(action) && action !== big && LISTED.has(action));
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
