export interface EvidenceRule { readonly before: number; readonly after: number }
export type Phase = 'before' | 'after';

/** How many photos of each kind are still to be taken. */
export function missing(rule: EvidenceRule, taken: readonly { readonly phase: string }[]): EvidenceRule {
  const count = (phase: Phase) => taken.filter((photo) => photo.phase === phase).length;
  return { before: Math.max(rule.before - count('before'), 0), after: Math.max(rule.after - count('after'), 0) };
}

/** What the camera button takes next: before-photos first, since nobody can take them afterwards. */
export function nextPhase(rule: EvidenceRule, taken: readonly { readonly phase: string }[]): Phase {
  return missing(rule, taken).before > 0 ? 'before' : 'after';
}

/** How a taken photo is doing on its way to the server. */
export type Upload =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly fraction: number }
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly code: string };
