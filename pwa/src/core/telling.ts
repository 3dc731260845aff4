/** When a rung of telling is tried: what holds for everybody, and what an element or a unit has of its own. */
export interface StepRow { readonly kind: string; readonly rung: string; readonly element?: string | null; readonly unit?: string | null; readonly minutes?: number | null }
export interface Scope { readonly of: 'all' | 'element' | 'unit'; readonly code: string }
export const EVERYBODY: Scope = { of: 'all', code: '' };
/** A week, as the server has it. */
export const LONGEST_WAIT = 10080;

const scopeOf = ({ element, unit }: StepRow): Scope => (element ? { of: 'element', code: element } : unit ? { of: 'unit', code: unit } : EVERYBODY);
const same = (a: Scope, b: Scope) => a.of === b.of && a.code === b.code;

/** What is set for a scope itself, and what holds where it says nothing; null is never. */
export function stepFor(rows: readonly StepRow[], kind: string, rung: string, scope: Scope): { readonly own: StepRow | undefined; readonly general: number | null } {
  const of = (wanted: Scope) => rows.find((row) => row.kind === kind && row.rung === rung && same(scopeOf(row), wanted));
  return { own: scope.of === 'all' ? undefined : of(scope), general: of(EVERYBODY)?.minutes ?? null };
}

/** The elements and units that have something of their own for a kind, each once. */
export function scopesWith(rows: readonly StepRow[], kind: string): readonly Scope[] {
  const found = rows.filter((row) => row.kind === kind).map(scopeOf).filter(({ of }) => of !== 'all');
  return found.filter((scope, index) => found.findIndex((other) => same(other, scope)) === index);
}

/** Minutes that were typed: nothing is never, and NaN what cannot be. */
export function minutesOf(text: string): number | null {
  const typed = text.trim();
  if (!typed) return null;
  const value = Number(typed);
  return Number.isInteger(value) && value >= 0 && value <= LONGEST_WAIT ? value : NaN;
}
