import { signal } from '@preact/signals';
import type { Box } from '../api/types.ts';

export type Theme = 'auto' | 'light' | 'dark';
const KEPT_THEME = 'fieldloop.theme', KEPT_KEYS = 'fieldloop.keys';

const desk = matchMedia('(min-width: 1000px)');
/** Wide enough for a list and an order beside each other. */
export const wide = signal(desk.matches);
desk.addEventListener('change', () => (wide.value = desk.matches));

/** The list somebody came from, kept beside an order on a desk and returned to on a phone. */
export const lastBox = signal<Box | null>(null);

export const theme = signal<Theme>((localStorage.getItem(KEPT_THEME) as Theme | null) ?? 'auto');
export function setTheme(to: Theme): void {
  theme.value = to;
  localStorage.setItem(KEPT_THEME, to);
  startTheme();
}

export function startTheme(): void {
  if (theme.peek() === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.peek();
}

/** Single letters can be hit by speech input and by accident, so they can be switched off (WCAG 2.1.4). */
export const letterKeys = signal(localStorage.getItem(KEPT_KEYS) !== 'off');
export function setLetterKeys(on: boolean): void {
  letterKeys.value = on;
  localStorage.setItem(KEPT_KEYS, on ? 'on' : 'off');
}

export const online = signal(navigator.onLine);
addEventListener('online', () => (online.value = true));
addEventListener('offline', () => (online.value = false));
