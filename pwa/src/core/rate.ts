export interface Rate { readonly share: number; readonly low: number; readonly high: number }

/** The two-sided 95 % point of the normal distribution. */
const Z = 1.959964;

/** A share with Wilson's 95 % interval, which stays between 0 and 1 also when there are few; null of nothing. */
export function rate(hits: number, of: number): Rate | null {
  if (of <= 0) return null;
  const share = hits / of, square = Z * Z, middle = (share + square / (2 * of)) / (1 + square / of);
  const half = (Z / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Wider than this an interval says nothing that anybody should act on: about ten of a clear kind, forty of a mixed one. */
const TELLING = 0.3;
export const isTelling = ({ low, high }: Rate): boolean => high - low <= TELLING;

export const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
