import { Problem, problemOf } from '../core/problem.ts';

/** Waits are named because a list may be given up sooner than an action whose answer we need. */
export const WAIT = { read: 15_000, write: 25_000 } as const;

let language = 'zh-CN';
export function speak(tag: string): void {
  language = tag;
}

let lost = (_code: string) => {};
/** Who wants to know that a session ran out or was ended, wherever it was noticed. */
export function whenLoggedOut(listener: (code: string) => void): void {
  lost = listener;
}

/** The problem in a failed answer; a wrong password is no lost session. */
export function failure(status: number, body: unknown): Problem {
  const problem = problemOf(status, body);
  // A wall of the network that says 401 logs nobody out: only our own server may.
  if (problem.status === 401 && problem.code !== 'auth.failed') lost(problem.code);
  return problem;
}

let heard = () => {};
/** Who wants to know that the server has answered at all. */
export function whenAnswered(listener: () => void): void {
  heard = listener;
}

let caller = '';
/** Whose calls these are from now on: in an old tab the cookie may have become somebody else's, and the server then says so. */
export function callAs(person: string): void {
  caller = person;
}
/** Calls that find out or change who is logged in. */
const WHO = /^\/(me|session|enrolments)\b/;

export interface Options {
  readonly signal?: AbortSignal;
  /** Whose work this is: the server refuses it when somebody else is logged in by now. */
  readonly person?: string;
}

/** Carries a request out and answers its JSON; every failure is a Problem, and a given-up request is really aborted. */
export async function call<T>(method: string, path: string, body?: unknown, options: Options = {}): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), method === 'GET' ? WAIT.read : WAIT.write);
  const given = options.signal;
  const giveUp = () => limit.abort();
  given?.addEventListener('abort', giveUp);
  try {
    const answer = await fetch(`/api/v1${path}`, {
      method,
      headers: headers(body !== undefined, options.person ?? (WHO.test(path) ? '' : caller)),
      credentials: 'same-origin',
      signal: limit.signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await read<T>(answer);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    if (given?.aborted) throw new Problem('app.aborted', -1);
    throw new Problem(limit.signal.aborted ? 'net.timeout' : 'net.unreachable', 0);
  } finally {
    clearTimeout(timer);
    given?.removeEventListener('abort', giveUp);
  }
}

function headers(json: boolean, person?: string): Record<string, string> {
  // A foreign page cannot send the X- header without a preflight, which is what keeps forged forms out.
  const base = { 'Accept-Language': language, 'X-Fieldloop': '1', ...(person ? { 'X-Fieldloop-Person': person } : {}) };
  return json ? { ...base, 'Content-Type': 'application/json' } : base;
}

async function read<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as T;
  const body: unknown = await answer.json().catch(() => null);
  if (body !== null) heard();
  if (!answer.ok) throw failure(answer.status, body);
  if (body === null) throw new Problem('net.unreachable', 0);
  return body as T;
}

export function query(values: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : '';
}
