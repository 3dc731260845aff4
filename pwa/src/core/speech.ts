import { remaining, span, type Clock } from './deadline.ts';
import { named, type Language, type Names } from './language.ts';

/** What of an order is said aloud; the person has it in hand a second later, so three things are enough. */
export interface Spoken {
  readonly element: Names;
  readonly where: string;
  readonly clock: (Clock & { readonly kind: 'accept' | 'fix' | 'review' }) | null;
  /** How long the work may take, once accepted; null when it is not known here. */
  readonly fixMinutes: number | null;
}

interface Words {
  readonly start: (what: string, where: string) => string;
  readonly done: (time: string) => string;
  readonly accepted: (time: string) => string;
  readonly late: string;
  readonly time: (days: number, hours: number, minutes: number) => string;
}

const some = (n: number, one: string) => (n ? `${n} ${one}${n === 1 ? '' : 's'}` : '');
const WORDS: Record<Language, Words> = {
  'zh-CN': {
    start: (what, where) => `新工单：${what}，${where}`,
    done: (time) => `，${time}内完成`, accepted: (time) => `，${time}内接单`, late: '，已超时',
    time: (d, h, m) => [d && `${d} 天`, h && `${h} 小时`, m && `${m} 分钟`].filter(Boolean).join(' '),
  },
  en: {
    start: (what, where) => `New order: ${what}, ${where}`,
    done: (time) => `, to be done within ${time}`, accepted: (time) => `, to be accepted within ${time}`, late: ', already late',
    time: (d, h, m) => [some(d, 'day'), some(h, 'hour'), some(m, 'minute')].filter(Boolean).join(' '),
  },
};

/** Nobody wants to hear the minutes of a deadline that is days away. */
function roughly(ms: number, say: Words['time']): string {
  const { days, hours, minutes } = span(Math.max(ms, 60_000));
  if (days) return say(days, hours, 0);
  return hours >= 3 ? say(0, hours, 0) : say(0, hours, minutes);
}

export function newOrderLine({ element, where, clock, fixMinutes }: Spoken, language: Language, now: number): string {
  const words = WORDS[language], line = words.start(named(element, language), where);
  if (!clock || clock.kind === 'review') return line;
  const { tone, ms } = remaining(clock, now);
  if (tone === 'late') return line + words.late;
  if (clock.kind === 'accept' && fixMinutes) return line + words.done(roughly(fixMinutes * 60_000, words.time));
  // Half a minute on the way is no reason to say 29 instead of 30.
  const time = roughly(Math.ceil(ms / 60_000) * 60_000, words.time);
  return line + (clock.kind === 'accept' ? words.accepted(time) : words.done(time));
}
