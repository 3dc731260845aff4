import { Problem } from './problem.ts';

/** A token as it may stand behind the # of an owner's link; anything else is not sent anywhere. */
export function tokenOf(hash: string): string | null {
  const token = hash.replace(/^#/, '');
  return /^[A-Za-z0-9_-]{16,100}$/.test(token) ? token : null;
}

/**
 * What to do about a photo that could not be brought. The link may have ended by this very answer, whose confirmation was lost: then the
 * server still knows the answer by its id. Everything else is a failure.
 */
export const mayBeAnswered = (status: number): boolean => status === 404;

/** Whether the answer stays on the phone and is sent again: only a word of the server's own ends it. */
export const staysKept = (problem: Problem): boolean => problem.unsure;
