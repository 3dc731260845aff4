export interface EvidenceRule { readonly before: number; readonly after: number }
export type Phase = 'before' | 'after';

interface Taken { readonly phase: string; readonly taken_at?: string | null | undefined }

/** How many photos of each kind are still to be taken. A copy that was drawn on has its original's moment, and does not count again. */
export function missing(rule: EvidenceRule, taken: readonly Taken[]): EvidenceRule {
  const count = (phase: Phase) => new Set(taken.filter((photo) => photo.phase === phase).map((photo, index) => photo.taken_at ?? index)).size;
  return { before: Math.max(rule.before - count('before'), 0), after: Math.max(rule.after - count('after'), 0) };
}

/** What the camera button takes next: before-photos first, since nobody can take them afterwards. */
export function nextPhase(rule: EvidenceRule, taken: readonly { readonly phase: string }[]): Phase {
  return missing(rule, taken).before > 0 ? 'before' : 'after';
}

/** Drawn copies before the pictures as they were taken: what is shown beside the before-photo is the newest, and that is evidence and no drawing. */
export function originalsLast<T extends Taken>(shots: readonly T[]): T[] {
  const original = (shot: T, index: number) => shots.findIndex(({ phase, taken_at }) => phase === shot.phase && taken_at === shot.taken_at) === index;
  return [...shots.filter((shot, index) => !original(shot, index)), ...shots.filter(original)];
}

/** How a taken photo is doing on its way to the server. */
export type Upload =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly fraction: number }
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly code: string };
