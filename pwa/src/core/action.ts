import type { OrderFacts } from './order.ts';

export const ACTIONS = [
  'file', 'dispatch', 'accept', 'assign', 'decline', 'transfer', 'arrive', 'submit', 'approve', 'return',
  'suspend', 'wait', 'resume', 'void', 'reopen', 'comment', 'seen', 'join', 'warn', 'escalate', 'unheard', 'urge', 'prioritize',
  'ask', 'request', 'grant', 'refuse', 'appeal', 'excuse', 'uphold', 'confirm', 'clear', 'redact', 'forget', 'inspect', 'reckon', 'owner_asked', 'owner_done', 'owner_left', 'kept',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Actions that cannot be sent without saying why. */
export const NEEDS_REASON: ReadonlySet<Action> = new Set(['decline', 'transfer', 'return', 'void', 'suspend', 'reopen', 'request', 'prioritize']);

/** Actions that cannot be sent without words. */
export const NEEDS_TEXT: ReadonlySet<Action> = new Set(['comment', 'ask', 'appeal', 'urge', 'refuse', 'wait']);

/** The first of these that the server permits is the one big button; the rest waits under "more": a closed order does not ask to be reopened. */
const BIG: readonly Action[] = ['approve', 'submit', 'accept', 'dispatch', 'resume'];

/** A coordinator hands an unclaimed order to somebody; whoever it is addressed to takes it. */
export function primary(permitted: readonly Action[], order: OrderFacts, me: string): Action | null {
  const unclaimed = order.state === 'filed' || order.state === 'dispatched';
  if (unclaimed && permitted.includes('assign') && order.person?.id !== me) return 'assign';
  return BIG.find((action) => permitted.includes(action)) ?? null;
}

/** What stands behind the three dots; everything else is the system's, or has a place of its own on the screen. */
const LISTED: ReadonlySet<Action> = new Set(['dispatch', 'accept', 'assign', 'decline', 'transfer', 'submit', 'approve', 'return', 'suspend', 'resume', 'void', 'reopen', 'urge', 'prioritize', 'request', 'wait']);

/** Permitted actions that stand beside the big button, mildest first. */
export function others(permitted: readonly Action[], big: Action | null): Action[] {
  return ACTIONS.filter((action) => permitted.includes(action) && action !== big && LISTED.has(action));
}
