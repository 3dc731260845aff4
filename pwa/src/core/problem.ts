/** Why a request failed, whether the server said so or the network kept it from us. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, detail = '', facts: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.facts = facts;
  }

  /** The server may have applied it and only the answer got lost, or it may be able to soon: send the same again. */
  get unsure(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

/** Turns an answer's body into a Problem, also when a proxy answered with something that is not ours. */
export function problemOf(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    const { code, detail, ...facts } = body as Record<string, unknown> & { code: string };
    return new Problem(code, status, typeof detail === 'string' ? detail : '', facts);
  }
  // Whoever answered "no" in other words than ours is a wall of the network, and decides nothing about our work.
  return status >= 500 ? new Problem('server.unavailable', status) : new Problem('net.foreign', 0);
}

/** What IndexedDB calls it -> what we say. */
const STORAGE: Readonly<Record<string, string>> = { QuotaExceededError: 'app.storage', VersionError: 'app.outdated' };

export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const name = typeof thrown === 'object' && thrown !== null && 'name' in thrown ? thrown.name : '';
  return new Problem(STORAGE[String(name)] ?? 'app.fault', -1, String(thrown));
}
