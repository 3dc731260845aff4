import { signal } from '@preact/signals';
import { asProblem } from '../core/problem.ts';
import { t } from '../i18n/index.ts';

export interface Toast {
  readonly kind: 'done' | 'problem' | 'news';
  readonly title: string;
  readonly text?: string;
  readonly act?: { readonly label: string; readonly run: () => void };
}
export const toast = signal<Toast | null>(null);
/** Read out by screen readers without being shown. */
export const spoken = signal('');
/** How a message may lead somewhere: the router of the app. */
export const go = signal<((path: string) => void) | null>(null);
let timer = 0;

export function say(next: Toast): void {
  clearTimeout(timer);
  toast.value = next;
  // What needs an answer stays until it is dismissed.
  if (next.kind !== 'problem') timer = window.setTimeout(hush, next.act ? 10_000 : 4_000);
}

export function hush(): void {
  toast.value = null;
}

/** What happened and what to do, in our words; the server's words for a code we do not know. */
export function problemWords(thrown: unknown): readonly [string, string] {
  const problem = asProblem(thrown);
  const ours = t().problems[problem.code];
  const errors = problem.facts['errors'];
  if (problem.code === 'input.invalid' && Array.isArray(errors) && errors.length) {
    return [t().problems['input.invalid']?.[0] ?? '', errors.map((error: { message?: string }) => error.message ?? '').join(' ')];
  }
  if (ours) return ours;
  const title = problem.facts['title'];
  return typeof title === 'string' && title ? [title, problem.detail] : t().problems['server.error'] ?? ['', ''];
}

export function sayProblem(thrown: unknown, act?: Toast['act']): void {
  if (asProblem(thrown).code === 'app.aborted') return;
  const [title, text] = problemWords(thrown);
  say({ kind: 'problem', title, text, ...(act ? { act } : {}) });
}
