import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { en } from '../src/i18n/en.ts';
import { zh } from '../src/i18n/zh-CN.ts';

type Tree = { readonly [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const paths = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (isTree(value) ? paths(value, `${prefix}${key}.`) : [`${prefix}${key}`]));
const words = (tree: Tree): string[] =>
  Object.values(tree).flatMap((value) => (isTree(value) ? words(value) : typeof value === 'string' ? [value] : [String((value as (...given: number[]) => string)(2, 3))]));

test('both languages have the same entries', () => assert.deepEqual(paths(en).sort(), paths(zh).sort()));
test('nothing is empty, and no English slipped through in Chinese', () => {
  for (const word of [...words(en), ...words(zh)]) assert.ok(word.trim(), 'an empty entry');
  for (const word of words(en)) assert.doesNotMatch(word, /\p{Script=Han}/u);
});
test('every problem says what happened and what to do', () => {
  for (const dictionary of [zh, en]) for (const [code, said] of Object.entries(dictionary.problems)) assert.equal(said.filter(Boolean).length, 2, code);
});
test('every problem code made by the app has words', () => {
  const source = (function read(folder: string): string {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? read(join(folder, entry.name)) : readFileSync(join(folder, entry.name), 'utf8'))).join('\n');
  })(join(import.meta.dirname, '../../src'));
  const made = [...source.matchAll(/new Problem\(\s*'([a-z.]+_?[a-z]*)'/g)].map((match) => match[1] ?? '');
  assert.ok(made.length > 5);
  for (const code of made) if (code !== 'app.aborted') assert.ok(code in zh.problems, code);
});
