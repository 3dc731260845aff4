import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { test } from 'node:test';

const SRC = join(import.meta.dirname, '../../src');
const MAY: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  sw: ['core', 'api', 'db', 'outbox', 'sw'],
  outbox: ['core', 'api', 'db', 'outbox'],
  db: ['core', 'api', 'db'],
  worker: ['core', 'worker'],
  device: ['core', 'api', 'device', 'worker'],
  api: ['core', 'api'],
};
const MOST_LINES = 250;
const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && file.name !== 'schema.d.ts').map((file) => join(file.parentPath, file.name));

for (const [folder, allowed] of Object.entries(MAY)) {
  test(`${folder}/ imports only ${allowed.join(', ')}`, () => {
    const mine = files.filter((file) => relative(SRC, file).startsWith(`${folder}/`));
    assert.ok(mine.length > 0);
    for (const file of mine) {
      for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
        const target = relative(SRC, resolve(file, '..', path ?? '')).split('/')[0] ?? '';
        assert.ok(allowed.includes(target), `${relative(SRC, file)} imports ${path}`);
      }
    }
  });
}
test(`no file is longer than ${MOST_LINES} lines`, () => {
  for (const file of files) assert.ok(readFileSync(file, 'utf8').split('\n').length <= MOST_LINES + 1, relative(SRC, file));
});
