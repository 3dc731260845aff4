import { nextItem, nextPhoto, nextTime, type Held, type Item } from '../core/outbox.ts';
import type { Problem } from '../core/problem.ts';
import { held, type Answer } from '../db/outbox.ts';
import { listen, ring } from './bell.ts';
import { tell, upload } from './send.ts';

/** Whoever shows what happens; the service worker shows nothing. */
export interface Watcher {
  readonly answered?: (item: Item, answer: Answer) => void;
  readonly refused?: (item: Item, problem: Problem) => void;
  /** The first try failed: from now on it is sent by itself. */
  readonly kept?: (item: Item) => void;
  readonly progress?: (sha256: string, fraction: number) => void;
}
export type { Answer };
export type Sent = 'done' | 'out';

const LOCK = 'fieldloop.outbox', PATIENCE_MS = 3 * 60_000;
let mine: Promise<unknown> = Promise.resolve();

/**
 * Sends what waits of one person until nothing more can be sent now; answers when to come again, `null` for "nothing waits",
 * 'out' when nobody is logged in. Only one tab or service worker of a phone does it at a time; the others wait for it and
 * then find nothing. `eager`: the network has just come back, so no waiting time counts;
 * but what was never tried is held for whoever may take it back.
 */
export function flush(person: string, watcher: Watcher = {}, eager = false): Promise<number | null | 'out'> {
  const run = () => work(person, watcher, eager);
  if (navigator.locks) return locked(run);
  // Without locks two tabs may both send: the ids keep it to one effect.
  const next = mine.then(run, run);
  mine = next.catch(() => undefined);
  return next;
}

/** A tab that the system has frozen may hold the lock for ever; after a while it is better to send twice, which the ids make one. */
async function locked(run: () => Promise<number | null | 'out'>): Promise<number | null | 'out'> {
  let granted = false;
  const begin = () => { granted = true; return run(); };
  try {
    return await navigator.locks.request(LOCK, { signal: AbortSignal.timeout(PATIENCE_MS) }, begin);
  } catch (thrown) {
    if (granted) throw thrown;
    return run();
  }
}

/** A photo may take a minute on 2G; the small commands of other orders pass it meanwhile. */
async function work(person: string, watcher: Watcher, eager: boolean): Promise<number | null | 'out'> {
  const started = Date.now(), tried = new Set<string>();
  let photo: Promise<Sent> | null = null, item: Promise<Sent> | null = null, out = false, rung = () => {};
  const deaf = listen(() => rung());
  try {
    for (;;) {
      const bell = new Promise<void>((resolve) => (rung = resolve));
      const { items, photos } = await held(person);
      const at = (it: Held | Item) => (eager && it.tries > 0 && it.retry_at > started && !tried.has(nameOf(it)) ? { ...it, retry_at: 0 } : it);
      const some = items.map(at) as Item[], pictures = new Map([...photos].map(([sha256, one]) => [sha256, at(one) as Held]));
      const end = <T extends Sent>(sent: T): T => { out ||= sent === 'out'; return sent; };
      if (!photo && !out) photo = begin(nextPhoto(some, pictures, Date.now()), (it) => upload(it, watcher));
      if (!item && !out) item = begin(nextItem(some, pictures, Date.now()), (it) => tell(it, pictures, watcher));
      if (!photo && !item) return out ? 'out' : nextTime(items, photos);
      const first = await Promise.race([photo?.then((sent) => ['photo', end(sent)] as const), item?.then((sent) => ['item', end(sent)] as const), bell].filter(Boolean));
      if (first?.[0] === 'photo') photo = null;
      if (first?.[0] === 'item') item = null;
    }
  } finally {
    deaf();
    // Nothing of ours may go on once the lock is another's.
    await Promise.allSettled([photo, item]);
  }

  function begin<T extends Held | Item>(next: T | null, send: (it: T) => Promise<Sent>): Promise<Sent> | null {
    if (!next) return null;
    tried.add(nameOf(next));
    return send(next).finally(ring);
  }
}

const nameOf = (it: Held | Item) => ('seq' in it ? it.id : it.sha256);
