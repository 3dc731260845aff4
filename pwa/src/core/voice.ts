/** What the rules below need to know of a line of the timeline; the API's event has more. */
export interface Line {
  readonly id: string;
  readonly seq: number;
  readonly action: string;
  readonly from_state: string | null;
  readonly at: string;
  readonly text: string | null;
  readonly actor: { readonly kind: string; readonly name: string; readonly role?: string | null };
  readonly unsent?: true;
}

export type AppealKind = 'return' | 'late';
export interface Appeal {
  readonly kind: AppealKind;
  readonly line: Line;
  /** The line that decided it. `over`: the order went on without a decision, because it became void or was opened again. */
  readonly state: 'waiting' | 'upheld' | 'reversed' | 'over';
  readonly decided: Line | null;
}

const DECIDES: Readonly<Record<AppealKind, Readonly<Record<string, Appeal['state']>>>> = {
  return: { approve: 'reversed', return: 'upheld', void: 'over', clear: 'reversed' },
  late: { excuse: 'reversed', uphold: 'upheld', reopen: 'over' },
};
const inOrder = (lines: readonly Line[]) => [...lines].sort((a, b) => a.seq - b.seq);

/** What was appealed against, and what became of it: from the timeline alone, so that an appeal only on this phone counts too. */
export function appeals(timeline: readonly Line[]): Appeal[] {
  const lines = inOrder(timeline);
  return lines.filter(({ action }) => action === 'appeal').map((line) => {
    const kind = line.from_state === 'closed' ? 'late' : 'return';
    const decided = lines.find(({ seq, action }) => seq > line.seq && action in DECIDES[kind]) ?? null;
    return { kind, line, decided, state: decided ? DECIDES[kind][decided.action]! : 'waiting' };
  });
}

/** Which appeal a line of the timeline decides, if it does. */
export const decides = (timeline: readonly Line[], line: Line): Appeal | null => appeals(timeline).find(({ decided }) => decided?.id === line.id) ?? null;

export interface Question { readonly line: Line; readonly answer: Line | null }

/** What ends the time for answers. */
const ENDS = new Set(['approve', 'return', 'void', 'clear', 'submit']);

/** The reviewer's last question about what is now being reviewed, and what was answered by the person who handed it in. */
export function question(timeline: readonly Line[], submitter: string): Question | null {
  const lines = inOrder(timeline), line = lines.filter(({ action }) => action === 'ask').at(-1);
  if (!line || lines.some(({ seq, action }) => seq > line.seq && ENDS.has(action))) return null;
  const mine = lines.filter(({ seq, action, actor }) => seq > line.seq && action === 'comment' && actor.kind === 'person' && actor.name === submitter);
  return { line, answer: mine.at(-1) ?? null };
}

export type Word = 'wanted' | 'fixed' | 'again' | null;

/** What a reporter said after the last time the order was closed; `wanted` while they may still say it. */
export function word(timeline: readonly Line[], permitted: readonly string[], me: string): Word {
  // A manager opens orders again by another right than a reporter's.
  const words = inOrder(timeline).filter(({ action, actor }) => action === 'confirm' || (action === 'reopen' && actor.role !== 'manager'));
  const mine = words.filter(({ actor }) => actor.kind === 'person' && actor.name === me).at(-1);
  if (permitted.includes('confirm')) return 'wanted';
  return mine ? (mine.action === 'confirm' ? 'fixed' : 'again') : null;
}
