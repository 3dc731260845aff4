/** What the rules below need to know of something not sent yet; the outbox's item has more. */
export interface Waiting { readonly seq: number; readonly lane: string; readonly made_at: number; readonly tries: number; readonly retry_at: number }

export type Why = 'network' | 'behind' | 'sending' | 'retry' | 'next';

/** Why something has not left yet, the plainest reason first. */
export function why(item: Waiting, all: readonly Waiting[], online: boolean, sending: boolean, now: number): Why {
  if (!online) return 'network';
  // Steps of one order keep their order, so the first of them holds the rest.
  if (all.some((other) => other.lane === item.lane && other.seq < item.seq)) return 'behind';
  if (item.retry_at > now) return 'retry';
  return sending ? 'sending' : 'next';
}

const DAY = 86_400_000;
/** An iPhone may throw away what a website stored after seven days without a visit, so five is the time to say so. */
export const WARN_DAYS = 5;

/** How many whole days the oldest of these has waited. */
export function daysOld(waiting: readonly Pick<Waiting, 'made_at'>[], now: number): number {
  return Math.max(0, ...waiting.map(({ made_at }) => Math.floor((now - made_at) / DAY)));
}
