import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayBeAnswered, staysKept, tokenOf } from '../src/core/owner.ts';
import { Problem } from '../src/core/problem.ts';

test('a token is what stands behind the sign, and nothing else is sent anywhere', () => {
  assert.equal(tokenOf('#AbC_-34567890123456789x'), 'AbC_-34567890123456789x');
  for (const hash of ['', '#', '#short', '#../../orders/1?x=234567', `#${'x'.repeat(101)}`]) assert.equal(tokenOf(hash), null, hash);
});
test('an answer stays on the phone until the server itself has said what became of it', () => {
  for (const status of [0, 408, 429, 500, 503]) assert.equal(staysKept(new Problem('x', status)), true, String(status));
  for (const status of [400, 404, 409, 415, 422]) assert.equal(staysKept(new Problem('x', status)), false, String(status));
});
test('only of a link that has ended the answer itself may still be known', () => {
  assert.deepEqual([404, 401, 415, 429, 500].map(mayBeAnswered), [true, false, false, false, false]);
});
