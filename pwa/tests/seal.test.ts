import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PhotoClaim } from '../src/core/command.ts';
import { receiptsOf } from '../src/core/receipts.ts';
import { sealed, sealOf, sealText } from '../src/core/seal.ts';

interface Vector { name: string; order: string; nonce: string; sha256: string; taken_at: string | null; lat: number | null; lon: number | null; accuracy_m: number | null; seal: string }
/** Read by the server's tests too: what one side seals the other must find sealed. */
const { vectors } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../tests/evidence/seals.json'), 'utf8')) as { vectors: Vector[] };
const ORDER = 'o1', NONCE = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const claim: PhotoClaim = { sha256: 'a'.repeat(64), phase: 'after', source: 'camera', taken_at: '2026-11-27T10:05:01.123Z' };

for (const { name, order, nonce, seal, ...photo } of vectors) {
  test(`the seal of ${name} is the server's`, () => assert.equal(sealOf(order, nonce, photo), seal));
}
test('there are vectors', () => assert.ok(vectors.length >= 10));

test('the text that is sealed is as documented', () => {
  const text = sealText(ORDER, NONCE, { ...claim, lat: 31.25, lon: 121.57, accuracy_m: 8 });
  assert.equal(text, `fieldloop-seal-1\no1\n${NONCE}\n${claim.sha256}\n2026-11-27T10:05:01.123Z\n31.25\n121.57\n8`);
  assert.equal(sealed(ORDER, NONCE, claim).seal, createHash('sha256').update(sealText(ORDER, NONCE, claim)).digest('hex'));
});
test('without a nonce it stays a claim', () => {
  for (const nonce of [null, undefined, '']) assert.deepEqual(sealed(ORDER, nonce, claim), claim);
});
test('a place that comes later is sealed too', () => {
  const first = sealed(ORDER, NONCE, claim), then = sealed(ORDER, first.nonce, { ...first, lat: 31.25, lon: 121.57, accuracy_m: 8 });
  assert.notEqual(then.seal, first.seal);
  assert.equal(then.seal, sealOf(ORDER, NONCE, { ...claim, lat: 31.25, lon: 121.57, accuracy_m: 8 }));
});

test('only my own receipts are kept, and none that I had is lost', () => {
  const photo = (receipt: string | null, person: string | null) => ({ receipt, person: person === null ? null : { id: person } });
  const answer = { id: ORDER, order_no: 'N1', photos: [photo('r1', 'me'), photo('r2', 'other'), photo(null, 'me'), photo('r3', null)] };
  assert.deepEqual(receiptsOf(answer, 'me'), { order: ORDER, order_no: 'N1', receipts: ['r1'] });
  assert.deepEqual(receiptsOf({ ...answer, photos: [photo('r4', 'me')] }, 'me', { order: ORDER, order_no: 'N1', receipts: ['r1'] })?.receipts, ['r1', 'r4']);
  assert.equal(receiptsOf({ ...answer, photos: [] }, 'me'), null);
});
