import { computed, signal } from '@preact/signals';
import * as api from '../api/calls.ts';
import { callAs, whenAnswered, whenLoggedOut } from '../api/client.ts';
import type { Box, Me } from '../api/types.ts';
import { Problem, asProblem } from '../core/problem.ts';
import { forgetAll, keep, kept, keptAll } from '../db/cache.ts';
import { justMade } from '../db/open.ts';
import { language, switchLanguage } from '../i18n/index.ts';
import { setServerTime } from './clock.ts';
import { emptyOrders } from './orders.ts';

/** `starting` is only the moment before the cache or the server has answered. */
export type Session =
  | { readonly kind: 'starting' }
  | { readonly kind: 'out'; readonly why?: Why }
  | { readonly kind: 'in'; readonly me: Me };

/** `revoked`: a desk has ended it, because the phone is lost. `long`: too many days without the server. */
export type Why = 'expired' | 'revoked' | 'long';

/** So long somebody stays in without a network; then whoever has the phone must prove who they are. */
const OFFLINE_MS = 14 * 24 * 3_600_000;

export const session = signal<Session>({ kind: 'starting' });
export const me = computed(() => (session.value.kind === 'in' ? session.value.me : null));

/** A database that does not answer must not keep anybody on the first screen. */
const soon = <T>(asked: Promise<T>) => Promise.race([asked, new Promise<undefined>((resolve) => setTimeout(resolve, 3000))]);

/** Shows who was here last at once, then lets the server confirm it. */
export async function start(): Promise<void> {
  const out = cameOut(), asked = out ? null : api.me();
  asked?.catch(() => undefined);
  const [left, known, contact] = (await soon(keptAll<[boolean, Me, number]>(LEFT, 'me', 'contact'))) ?? [];
  if (left) {
    await endSession();
    session.value = { kind: 'out' };
    return;
  }
  lastContact.value = contact ?? 0;
  const long = known && lastContact.peek() > 0 && Math.abs(Date.now() - lastContact.peek()) > OFFLINE_MS;
  if (known && !long) {
    callAs(known.person.id);
    session.value = { kind: 'in', me: known };
  }
  try {
    if (!asked && !known) throw new Problem('auth.required', 401);
    const fresh = await (asked ?? api.me());
    // A first visit need not wait until nothing is forgotten.
    await (justMade() ? entered : changeTo)(fresh);
  } catch (thrown) {
    // Who was refused has been told so already, by the client.
    if (session.peek().kind === 'starting') session.value = { kind: 'out', ...(long && asProblem(thrown).status !== 401 ? { why: 'long' } : {}) };
  }
}

/**
 * The server has said with this very page that nobody is logged in: asking again would only leave an error in the console.
 * A page out of the service worker's cache says what was true when it was put there.
 */
function cameOut(): boolean {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return page?.workerStart === 0 && page.serverTiming?.some(({ name }) => name === 'out');
}

/** When the server last answered, by the phone's clock; 0 means never. */
export const lastContact = signal(0);
let writtenAt = 0;

/** Every answer counts; written down once a minute, which is enough for "3 min ago" and for 14 days. */
whenAnswered(() => {
  lastContact.value = Date.now();
  if (lastContact.peek() - writtenAt < 60_000) return;
  writtenAt = lastContact.peek();
  void keep('contact', writtenAt);
});

export async function logIn(login: string, password: string): Promise<void> {
  await api.logIn(login, password);
  await arrive();
}

/** The server has let somebody in, by a password or by a code: from here on this phone is theirs. */
export async function arrive(): Promise<void> {
  const fresh = await api.me();
  await changeTo(fresh);
  await keep(LEFT, false);
  // Pushes come in the language of the phone they come to.
  if (fresh.person.language !== language.peek()) await speakTo(language.peek());
}

async function entered(fresh: Me): Promise<void> {
  setServerTime(fresh.server_time);
  callAs(fresh.person.id);
  session.value = { kind: 'in', me: fresh };
  await keep('me', fresh);
}

/** A session that ran out keeps the cache for the same person; somebody else's login empties it first. */
async function forgetOther(person: string): Promise<void> {
  const last = await kept<Me>('me');
  // Without a name on it, what lies here may be anybody's.
  if (last?.person.id !== person) await forgetEverything();
}

export async function logOut(): Promise<void> {
  // Fetched only now: the first screen has no use for it.
  await import('../device/push.ts').then(({ pushOff }) => pushOff()).catch(() => undefined);
  await forgetEverything();
  await keep(LEFT, true);
  // Whoever logs in next must not be logged out by this call; a network that never answers keeps nobody.
  await Promise.race([endSession(), new Promise((resolve) => setTimeout(resolve, 5000))]);
  session.value = { kind: 'out' };
}

/** Without a network the cookie outlives the log-out; the next start must not let anybody in by it. */
const LEFT = 'left';

const endSession = () => api.logOut().then(() => keep(LEFT, false), () => undefined);

async function forgetEverything(): Promise<void> {
  emptyOrders();
  await Promise.all([forgetAll(), 'caches' in globalThis && caches.delete('thumbs')]);
}

/** Any answer of 401 ends here; the address stays, so the person comes back to where they were. Unsent work stays where it is. */
whenLoggedOut((code) => {
  // Another tab let somebody else in: this one becomes theirs, and sends nothing in the first one's name.
  if (code === 'session.other') return void api.me().then(changeTo).catch(() => undefined);
  const was = session.peek().kind;
  if (code === 'session.revoked') void forgetEverything();
  if (was !== 'out') session.value = { kind: 'out', ...(code === 'session.revoked' ? { why: 'revoked' } : was === 'in' ? { why: 'expired' } : {}) };
});

async function changeTo(fresh: Me): Promise<void> {
  await forgetOther(fresh.person.id);
  await entered(fresh);
}

export async function speakTo(to: Me['person']['language']): Promise<void> {
  await switchLanguage(to);
  if (me.peek()) await api.setLanguage(to).catch(() => undefined);
}

const LISTS: readonly Box[] = ['mine', 'unit', 'pool', 'late', 'reported', 'all'];

/** The lists this person has, the one they work from first. */
export const lists = computed(() => LISTS.filter((box) => me.value?.boxes.includes(box)));
export const reviews = computed(() => me.value?.boxes.includes('review') ?? false);

const kinds = computed(() => me.value?.roles.map((role) => role.kind) ?? []);
export const inspects = computed(() => kinds.value.includes('inspector'));
const volunteers = computed(() => kinds.value.length > 0 && kinds.value.every((kind) => kind === 'volunteer'));

/** The list somebody works from: the unit's for a coordinator, one's own for a worker, what became of reports for a volunteer. */
export const homeBox = computed((): Box => {
  const works = kinds.value.includes('worker') ? 'mine' : 'all';
  const preferred: Box = kinds.value.includes('coordinator') ? 'unit' : volunteers.value ? 'reported' : works;
  return lists.value.includes(preferred) ? preferred : lists.value[0] ?? 'mine';
});

/** Where somebody starts depends on what they are here for. */
export const home = computed(() => {
  if (!me.value) return '/login';
  if (reviews.value && !kinds.value.includes('worker') && !kinds.value.includes('coordinator')) return '/review';
  if (kinds.value.length && kinds.value.every((kind) => kind === 'inspector')) return '/inspect';
  return volunteers.value ? '/report' : `/box/${homeBox.value}`;
});
