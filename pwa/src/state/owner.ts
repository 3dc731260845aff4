import { signal } from '@preact/signals';
import { answer, asked, bring, type Asked } from '../api/owner.ts';
import { staysKept } from '../core/owner.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { keep, kept, letGo, type Kept } from '../db/owner.ts';
import { shrink } from '../device/photo.ts';
import { newId } from './act.ts';
import { now } from './clock.ts';

/** `late`: an answer was kept here and came after the time. */
export type Step = { readonly kind: 'loading' | 'unknown' | 'late' | 'net' | 'done' | 'no' } | { readonly kind: 'asked'; readonly asked: Asked | null };

const iso = () => new Date(now.peek()).toISOString();

/** One visit by an owner's link: what is asked, the shot, and what became of the answer. */
export function visit(token: string) {
  const step = signal<Step>({ kind: 'loading' }), shot = signal<Kept | null>(null), busy = signal(false), unsent = signal(false), wrong = signal<Problem | null>(null);
  const passing = newId();

  async function open(): Promise<void> {
    const before = await kept(token).catch(() => undefined);
    if (before) {
      shot.value = before;
      unsent.value = true;
      step.value = { kind: 'asked', asked: null };
    }
    await asked(token).then((found) => (step.value = { kind: 'asked', asked: found }), (thrown: unknown) => {
      if (!before) step.value = { kind: asProblem(thrown).status === 404 ? 'unknown' : 'net' };
    });
    if (before) await send();
  }

  async function take(file: Blob): Promise<void> {
    busy.value = true;
    wrong.value = null;
    try {
      const { bytes, type, sha256 } = await shrink(file), at = iso();
      shot.value = { bytes, type, answer: { id: newId(), done: true, at, text: null, photo: { sha256, taken_at: at, source: 'camera' } } };
    } catch (thrown) {
      wrong.value = asProblem(thrown);
    }
    busy.value = false;
  }

  /** Kept before it is sent, and until the server has said what became of it: a closed page or a lost answer loses nothing. */
  async function done(text: string): Promise<void> {
    if (!shot.value) return;
    shot.value = { ...shot.value, answer: { ...shot.value.answer, text: text.trim() || null, at: iso() } };
    await keep(token, shot.value).catch(() => undefined);
    unsent.value = true;
    await send();
  }

  async function send(): Promise<void> {
    const waits = shot.peek();
    if (!waits || !unsent.peek() || busy.peek()) return;
    busy.value = true;
    wrong.value = null;
    try {
      await bring(token, waits.answer.photo?.sha256 ?? '', waits.bytes, waits.type);
      await over((await answer(token, waits.answer)).outcome);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status === 404) await over('late');
      else if (!staysKept(problem)) {
        // The server does not want this picture; another one may do.
        await letGo(token).catch(() => undefined);
        shot.value = null;
        unsent.value = false;
      }
      wrong.value = problem;
    }
    busy.value = false;
  }

  async function pass(): Promise<void> {
    busy.value = true;
    wrong.value = null;
    await answer(token, { id: passing, done: false, at: iso(), text: null, photo: null }).then(({ outcome }) => over(outcome), (thrown: unknown) => {
      const problem = asProblem(thrown);
      if (problem.status === 404) step.value = { kind: 'unknown' };
      else wrong.value = problem;
    });
    busy.value = false;
  }

  async function over(kind: 'done' | 'no' | 'late'): Promise<void> {
    unsent.value = false;
    step.value = { kind };
    await letGo(token).catch(() => undefined);
  }

  return { step, shot, busy, unsent, wrong, open, take, done, send, pass };
}
export type Visit = ReturnType<typeof visit>;
