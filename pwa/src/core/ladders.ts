/** Who is told when nobody acts: levels of an element's ladders, as they are typed and as the server has them (catalogue/ladders.py holds the same rules). */
export const LADDERS = ['not_dispatched', 'not_seen', 'not_accepted', 'not_fixed', 'not_reviewed'] as const;
export const WHO = ['coordinator', 'stand_in', 'neighbourhood', 'street', 'district', 'person'] as const;
export const AT_ONCE = ['gateway', 'stand_in', 'supervisor'] as const;
export type LadderName = (typeof LADDERS)[number];
export type Who = (typeof WHO)[number];
export type AtOnce = (typeof AT_ONCE)[number];

export const MOST_LEVELS = 10;
export const LATEST = 525600;

export interface Level {
  readonly who: Who; readonly share?: number | null; readonly after_minutes?: number | null; readonly person?: string | null; readonly moves?: boolean; readonly at_once?: readonly AtOnce[];
}
export type Ladders = Readonly<Partial<Record<LadderName, readonly Level[] | null>>>;

/** A level while it is typed: a share in percent, or minutes after the deadline. */
export interface Draft {
  readonly when: 'share' | 'after'; readonly amount: string; readonly who: Who; readonly person: string; readonly moves: boolean; readonly at_once: readonly AtOnce[];
}
export type Field = 'amount' | 'person';
export type FaultCode = 'nobody' | 'when' | 'person' | 'moves' | 'order' | 'late';

const tidy = (value: number) => Number(value.toFixed(4));
export const percent = (share: number): number => tidy(share * 100);

export const draftOf = ({ who, share, after_minutes: after, person, moves, at_once }: Level): Draft =>
  ({ when: typeof share === 'number' ? 'share' : 'after', amount: String(typeof share === 'number' ? percent(share) : after ?? 0), who, person: person ?? '', moves: moves ?? false, at_once: at_once ?? [] });

/** The level that was typed, or null and what is wrong with it. */
export function levelOf(ladder: LadderName, { when, amount, who, person, moves, at_once }: Draft): { readonly level: Level | null; readonly wrong: ReadonlySet<Field> } {
  const text = amount.trim().replace(',', '.'), value = text ? Number(text) : NaN, wrong = new Set<Field>();
  if (when === 'share' ? !(value > 0 && value <= 100) : !(Number.isInteger(value) && value >= 0 && value <= LATEST)) wrong.add('amount');
  if (who === 'person' && !person) wrong.add('person');
  if (wrong.size) return { level: null, wrong };
  return { wrong, level: {
    who, ...(when === 'share' ? { share: tidy(value / 100) } : { after_minutes: value }), ...(who === 'person' ? { person } : {}),
    ...(moves && ladder !== 'not_reviewed' ? { moves } : {}), ...(at_once.length ? { at_once: AT_ONCE.filter((one) => at_once.includes(one)) } : {}),
  } };
}

/** When a level comes, so that two can be compared: at the whole of the limit it is before the one that comes with the deadline. */
function compare(a: Level, b: Level): number {
  return (a.share ?? 1) - (b.share ?? 1) || (a.after_minutes ?? -1) - (b.after_minutes ?? -1);
}
const isLate = (level: Level) => (level.after_minutes ?? 0) > 0;

/** Levels in the order in which they come, with one changed (`at`), or added. */
export const withLevel = (levels: readonly Level[], level: Level, at: number | null): readonly Level[] =>
  [...levels.filter((_, index) => index !== at), level].sort(compare);
/** Whether another level comes in the same moment. */
export const clashes = (levels: readonly Level[], level: Level, at: number | null): boolean => levels.some((other, index) => index !== at && compare(other, level) === 0);

/** What cannot be of a ladder: by level counted from 0, and of the whole of it by -1. */
export function faults(ladder: LadderName, levels: readonly Level[]): ReadonlyMap<number, FaultCode> {
  const found = new Map<number, FaultCode>(), first = levels[0];
  if (ladder !== 'not_seen' && !first) found.set(-1, 'nobody');
  levels.forEach((level, index) => {
    const before = levels[index - 1];
    if (before && compare(before, level) >= 0) found.set(index, 'order');
  });
  if (ladder !== 'not_seen' && first && isLate(first)) found.set(0, 'late');
  return found;
}

/** What of the server's refusal belongs to a ladder, by level counted from 0. */
export function refused(levels: unknown, ladder: LadderName): ReadonlyMap<number, FaultCode> {
  const said = (Array.isArray(levels) ? levels : []) as readonly { ladder: string; level: number; code: FaultCode }[];
  return new Map(said.filter((one) => one.ladder === ladder).map(({ level, code }) => [code === 'nobody' ? -1 : level - 1, code]));
}

/** The levels that hold, and whether they are the element's own. */
export function held(ladder: LadderName, own: Ladders, usual: Ladders): { readonly levels: readonly Level[]; readonly isOwn: boolean } {
  const said = own[ladder];
  return { levels: said ?? usual[ladder] ?? [], isOwn: Boolean(said) };
}

/** Without what is the default, whichever way that is written. */
export const plain = (own: Ladders): Ladders => Object.fromEntries(Object.entries(own).filter(([, levels]) => levels));
/** The same levels, whatever of the default is spelled out. */
export function same(a: Ladders, b: Ladders): boolean {
  const spelled = (each: Ladders) => JSON.stringify(LADDERS.map((ladder) => each[ladder]?.map((level) => draftOf(level)) ?? null));
  return spelled(a) === spelled(b);
}
