export interface Member { readonly id: string; readonly name: string; readonly roles: readonly string[] }

/** Who does the work first, by name, and oneself last: the order says nothing about anybody, and no thumb lands on oneself by habit. */
export function handTo<T extends Member>(people: readonly T[], me: string): T[] {
  const rank = ({ id, roles }: T) => (id === me ? 2 : roles.includes('worker') ? 0 : 1);
  return [...people].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'zh-CN') || (a.id < b.id ? -1 : 1));
}
