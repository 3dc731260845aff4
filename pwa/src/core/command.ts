import type { Rectangle } from './cover.ts';
import type { Action } from './action.ts';

export interface PhotoClaim {
  readonly sha256: string;
  readonly phase: 'before' | 'after' | 'mark' | 'found';
  readonly taken_at: string;
  readonly source: 'camera' | 'gallery';
  readonly lat?: number;
  readonly lon?: number;
  readonly accuracy_m?: number;
  /** The order's nonce, when the phone knew it at the shutter, and the seal made with it: core/seal. */
  readonly nonce?: string;
  readonly seal?: string;
}

export type Priority = 'normal' | 'urgent';

export interface Extra {
  /** Named beforehand by whoever may want to take it back. */
  readonly id?: string;
  readonly reason?: string;
  readonly text?: string;
  readonly person?: string;
  readonly unit?: string;
  /** Of a request: more time or a pause, and until when. */
  readonly wants?: 'extend' | 'suspend';
  readonly until?: string;
  /** Of a pause for an answer: whose. */
  readonly waits_for?: 'reporter' | 'unit';
  /** Of another priority: which. */
  readonly priority?: Priority;
  readonly photos?: readonly PhotoClaim[];
  /** Of a verdict: what of the element's checklist was in order, line by line. */
  readonly checks?: readonly boolean[];
  /** Which round a verdict is about: the moment of the submission that was looked at. */
  readonly submitted?: string;
  /** Of a photo that is covered: which one, and what of it. */
  readonly photo?: string;
  readonly boxes?: readonly Rectangle[];
}

/** An order may be submitted anew while a verdict waits for a network; it must not count for work that nobody looked at. */
export const roundOf = (action: Action, submitted: string | null | undefined): Extra =>
  ((action === 'approve' || action === 'return') && submitted ? { submitted } : {});

/** One tap. Its id is made once and kept through every retry, so the server can apply it once. */
export interface Command extends Extra {
  readonly id: string;
  readonly action: Action;
  readonly at: string;
}

/** UUID version 7: 48 bits of milliseconds, then randomness, so ids made later sort later. */
export function uuid7(now: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  bytes.set(random.subarray(0, 16));
  for (let index = 5, rest = now; index >= 0; index--, rest = Math.floor(rest / 256)) bytes[index] = rest % 256;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What a person reports. `order`: somebody else has reported the same, this one joins. */
export interface Found {
  readonly id: string;
  readonly at: string;
  readonly element?: string;
  readonly site?: string;
  readonly text?: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly order?: string;
  readonly photos?: readonly Omit<PhotoClaim, 'phase'>[];
}

/** What an inspector found when looking again at a closed order; `good`: the work was done, as the review had said. */
export interface Inspected {
  readonly id: string;
  readonly at: string;
  readonly verdict: 'good' | 'bad';
  readonly text?: string;
  readonly photos?: readonly Omit<PhotoClaim, 'phase'>[];
}
