/** A verdict may be taken back for so long; until then it does not leave the phone. */
export const HOLD_MS = 5_000;
/** What a phone may be late in noticing that the time is over, so that nothing is taken back that is already told. */
export const MARGIN_MS = 1_000;
/** Nobody has looked at two pictures in less: a second tap is a slip of the finger, not a verdict on the next pair. */
export const GLANCE_MS = 350;
/** So many pairs are fetched before they are asked for. */
export const AHEAD = 10;
/** Fetched pairs that are decoded too: 15 MB each in the phone's memory. */
const DECODED_ON_PHONES = 3;
/** More is asked for before the queue runs dry. */
const LOW = AHEAD + 10;

export type Verdict = 'approve' | 'return';
interface Pair { readonly id: string; readonly state: string; readonly appealed?: boolean; readonly request?: string | null }

/** A late mark under appeal: decided on the order's own page, where its times are; no photo says anything of it. */
export const isMark = ({ state, appealed }: Pair): boolean => state === 'closed' && appealed === true;
/** So is a request for more time, or for a pause. */
export const isRequest = ({ state, request }: Pair): boolean => state !== 'submitted' && Boolean(request);

/** The server's order stays (risk, then age); what was put off comes last, the longest put off first of them. */
export function queued<T extends Pair>(pairs: readonly T[], deciding: { has(id: string): boolean }, putOff: readonly string[]): T[] {
  const open = pairs.filter((pair) => (pair.state === 'submitted' || isMark(pair) || isRequest(pair)) && !deciding.has(pair.id));
  const rank = (pair: T) => putOff.lastIndexOf(pair.id);
  return open.sort((a, b) => rank(a) - rank(b));
}

/** The pair that is looked at stays, however the queue is sorted anew meanwhile; once it is gone comes the first. */
export const current = <T extends Pair>(queue: readonly T[], looking: string): T | undefined => queue.find((pair) => pair.id === looking) ?? queue[0];

export interface Plan { readonly fetch: readonly string[]; readonly decode: ReadonlySet<string>; readonly more: boolean }

/** What to have ready: the next ten, nearest first. A phone with little memory decodes fewer, one that counts its bytes fetches fewer. */
export function plan(queue: readonly Pair[], looking: string, phone: { readonly memory_gb?: number; readonly sparing?: boolean } = {}): Plan {
  const next = queue.filter((pair) => pair.id !== looking).map((pair) => pair.id).slice(0, phone.sparing ? DECODED_ON_PHONES : AHEAD);
  const most = (phone.memory_gb ?? Infinity) <= 4 ? DECODED_ON_PHONES : next.length;
  return { fetch: next, decode: new Set(next.slice(0, most)), more: queue.length < LOW };
}

/** Whether a verdict may be given: everything of the pair is here, may be decided by this person, and has been on the screen. */
export function mayDecide(verdict: Verdict, pair: {
  readonly actions: readonly string[] | null; readonly pictures: 'coming' | 'here' | 'missing'; readonly shown_at: number;
}, now: number): boolean {
  if (!pair.actions?.includes(verdict)) return false;
  // What cannot be seen can be sent back, and not be approved; a return asks for its reason first, so a slip does no harm.
  return verdict === 'return' ? pair.pictures !== 'coming' : pair.pictures === 'here' && now - pair.shown_at >= GLANCE_MS;
}

/** A verdict that can still be taken back. */
export interface Held { readonly command: string; readonly order: string; readonly verdict: Verdict; readonly until: number }
export const stillHeld = (held: readonly Held[], now: number): Held[] => held.filter(({ until }) => until > now);

export type Mode = 'side' | 'slide' | 'blink';
export const MODES: readonly Mode[] = ['side', 'slide', 'blink'];

export type Key = Verdict | Mode | 'ask' | 'skip' | 'undo' | 'help' | 'flip' | 'in' | 'out' | 'whole' | 'left' | 'right' | 'up' | 'down';
const LETTERS: Readonly<Record<string, Key>> = {
  a: 'approve', r: 'return', q: 'ask', s: 'skip', z: 'undo', b: 'flip', 1: 'side', 2: 'slide', 3: 'blink', '?': 'help', '+': 'in', '=': 'in', '-': 'out', 0: 'whole',
};
const ARROWS: Readonly<Record<string, Key>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const ZOOMS: ReadonlySet<Key> = new Set(['in', 'out', 'whole', 'flip']);

export interface Press {
  readonly key: string; readonly held: boolean; readonly control: boolean; readonly alt: boolean;
  /** Somebody writes or a sheet is open; the pictures have the focus; they are larger than their frames; single keys are switched on. */
  readonly busy: boolean; readonly focused: boolean; readonly zoomed: boolean; readonly letters: boolean;
}

/** What a key means here. Single keys can be switched off, except those for the pictures while these have the focus (WCAG 2.1.4). */
export function meant(press: Press): Key | null {
  if (press.busy || press.alt) return null;
  if (press.control) return press.key.toLowerCase() === 'z' ? 'undo' : null;
  const arrow = ARROWS[press.key];
  if (arrow) return press.zoomed && (press.focused || press.letters) ? arrow : null;
  const found = LETTERS[press.key.toLowerCase()] ?? null;
  if (!found || !(press.letters || (press.focused && ZOOMS.has(found)))) return null;
  // A key that is held down may zoom on, but decides nothing.
  return press.held && !ZOOMS.has(found) ? null : found;
}
