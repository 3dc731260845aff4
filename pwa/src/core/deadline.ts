export interface Clock {
  readonly started_at: string;
  readonly due_at: string;
  readonly warn_at: string;
}

export type Tone = 'calm' | 'soon' | 'late';

export interface Remaining {
  readonly tone: Tone;
  /** Distance to the deadline, never negative; `tone` says on which side of it. */
  readonly ms: number;
  /** How much of the clock is used up, 0 to 1. */
  readonly used: number;
}

export function remaining(clock: Clock, now: number): Remaining {
  const due = Date.parse(clock.due_at), started = Date.parse(clock.started_at);
  const length = Math.max(due - started, 1);
  const used = Math.min(Math.max((now - started) / length, 0), 1);
  if (now >= due) return { tone: 'late', ms: now - due, used: 1 };
  return { tone: now >= Date.parse(clock.warn_at) ? 'soon' : 'calm', ms: due - now, used };
}

export interface Span { readonly days: number; readonly hours: number; readonly minutes: number; readonly seconds: number }

export function span(ms: number): Span {
  const seconds = Math.max(Math.floor(ms / 1000), 0);
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor((seconds % 86_400) / 3_600),
    minutes: Math.floor((seconds % 3_600) / 60),
    seconds: seconds % 60,
  };
}

/** `4:09` below an hour; above it the caller says hours or days in words, because seconds only distract there. */
export function digits({ minutes, seconds }: Span): string {
  return `${minutes}:${String(seconds).padStart(2, '0')}`;
}

/** `14:05`; by hand, because a first `Intl.DateTimeFormat` holds a cheap phone's first list up by a tenth of a second each. */
export function timeOfDay(at: Date): string {
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}
