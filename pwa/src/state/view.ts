import { signal } from '@preact/signals';
import type { Box } from '../api/types.ts';
import type { Sort } from '../core/day.ts';

export type Theme = 'auto' | 'light' | 'dark';
/** How large the words are; the rest grows with them. */
export type TextSize = 'normal' | 'large' | 'huge';
const KEPT_THEME = 'fieldloop.theme', KEPT_KEYS = 'fieldloop.keys', KEPT_TEXT = 'fieldloop.text', KEPT_SORT = 'fieldloop.sort', KEPT_ALOUD = 'fieldloop.aloud';

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

export const textSize = signal<TextSize>((localStorage.getItem(KEPT_TEXT) as TextSize | null) ?? 'normal');
export function setTextSize(to: TextSize): void {
  textSize.value = to;
  localStorage.setItem(KEPT_TEXT, to);
  startTheme();
}

/** Before anything is drawn, so that nothing changes its colour or its size under somebody's eyes. */
export function startTheme(): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = theme.peek();
  dataset['text'] = textSize.peek();
}

/** How a day's work is sorted; kept, since it goes with how somebody works. */
export const sortBy = signal<Sort>(localStorage.getItem(KEPT_SORT) === 'distance' ? 'distance' : 'deadline');
export function setSort(to: Sort): void {
  sortBy.value = to;
  localStorage.setItem(KEPT_SORT, to);
}

/** Whether new orders are read out: only on the phone where somebody switched it on. */
export const readAloud = signal(localStorage.getItem(KEPT_ALOUD) === 'on');
export function setReadAloud(on: boolean): void {
  readAloud.value = on;
  localStorage.setItem(KEPT_ALOUD, on ? 'on' : 'off');
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
