/** What a fact of a site's file is worth showing as; the words of a language come from outside. */
export interface FactWords {
  readonly yes: string;
  readonly no: string;
  readonly and: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

/** Lines of rivers and the like are for a map. */
const DRAWN = new Set(['line']);

export function factRows(file: Readonly<Record<string, unknown>>, words: FactWords): [string, string][] {
  return Object.entries(file).filter(([name]) => !DRAWN.has(name))
    .map(([name, value]): [string, string] => [words.names[name] ?? plain(name), said(value, words)]).filter(([, value]) => value !== '');
}

const plain = (name: string) => name.replaceAll('_', ' ');

function said(value: unknown, words: FactWords): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.map((one) => said(one, words)).filter(Boolean).join(words.and);
  if (typeof value === 'object') return Object.entries(value).map(([name, one]) => pair(name, one, words)).filter(Boolean).join(words.and);
  const text = String(value);
  return words.values[text] ?? text;
}

function pair(name: string, value: unknown, words: FactWords): string {
  const text = said(value, words);
  return text && `${words.values[name] ?? words.names[name] ?? plain(name)} ${text}`;
}
