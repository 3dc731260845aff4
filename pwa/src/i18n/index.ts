import { computed, signal } from '@preact/signals';
import { speak } from '../api/client.ts';
import { digits, span, timeOfDay } from '../core/deadline.ts';
import { chosen, named, type Language, type Names } from '../core/language.ts';
import { zh, type Loose, type Messages } from './zh-CN.ts';

const KEPT = 'fieldloop.language';
const words = signal<Messages>(zh);
export const language = signal<Language>('zh-CN');

/** The words of the current language; read inside a component it re-renders on a switch. */
export const t = (): Messages => words.value;
export const name = (names: Names): string => named(names, language.value);

/** The words of one screen that is fetched on demand, in both languages: they travel with it and not with the first load. */
export const dictionary = <T>(chinese: T, english: Loose<T>) => (): Loose<T> => (language.value === 'en' ? english : chinese as Loose<T>);

/** Chinese is part of the first load; any other language is fetched, and the old one stays until it is here. */
export async function switchLanguage(to: Language): Promise<void> {
  words.value = to === 'en' ? (await import('./en.ts')).en : zh;
  language.value = to;
  localStorage.setItem(KEPT, to);
  document.documentElement.lang = to;
  speak(to);
}

export const startLanguage = () => switchLanguage(chosen([localStorage.getItem(KEPT) ?? '', ...navigator.languages]));

/** Seconds only in the last hour, hours only below three days. */
export function duration(ms: number): string {
  const parts = span(ms);
  if (parts.days) return t().days(parts.days, parts.days < 3 ? parts.hours : 0);
  return parts.hours ? t().hours(parts.hours, parts.minutes) : digits(parts);
}

/** For what is over and does not tick. */
export function roughly(ms: number): string {
  const parts = span(ms);
  return parts.days || parts.hours ? duration(ms) : t().minutes(Math.max(parts.minutes, 1));
}

/** `14:05` today, `7月14日 14:05` otherwise. */
export function moment(iso: string, now: number): string {
  const at = new Date(iso), sameDay = at.toDateString() === new Date(now).toDateString();
  return sameDay ? timeOfDay(at) : `${t().date(at.getMonth() + 1, at.getDate())} ${timeOfDay(at)}`;
}

const exact = computed(() => new Intl.DateTimeFormat(language.value, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }));
export const exactly = (iso: string) => exact.value.format(new Date(iso));

export function ago(iso: string, now: number): string {
  const ms = now - Date.parse(iso);
  return ms < 60_000 ? t().justNow : t().ago(roughly(ms));
}
