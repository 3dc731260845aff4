import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alsoCovered, looks, shownUrl } from '../src/core/shown.ts';

const A = 'a'.repeat(64), B = 'b'.repeat(64);

test('a view is asked for as its order shows it, a thumbnail is the same for all', () => {
  assert.deepEqual(looks(A, { id: 'o1', covered: {} }), [`/api/v1/photos/${A}/view?order=o1`, `/api/v1/photos/${A}/thumb`]);
});
test('without an order nothing in the address says which one it is', () => {
  assert.equal(shownUrl(A, 'view', { covered: {} }), `/api/v1/photos/${A}/view`);
});
test('each time something of a photo is covered, it has another address, and no other photo has', () => {
  const covered = { [A]: 2 };
  assert.deepEqual(looks(A, { id: 'o1', covered }), [`/api/v1/photos/${A}/view?order=o1&r=2`, `/api/v1/photos/${A}/thumb?r=2`]);
  assert.equal(shownUrl(B, 'thumb', { id: 'o1', covered }), `/api/v1/photos/${B}/thumb`);
});
test('an order that was kept before anything could be covered still has its photos', () => {
  assert.equal(shownUrl(A, 'thumb', { id: 'o1' }), `/api/v1/photos/${A}/thumb`);
});
test('what is covered is added to what was known, and never taken away', () => {
  assert.deepEqual(alsoCovered({ [A]: 1 }, { [B]: 1 }), { [A]: 1, [B]: 1 });
  assert.deepEqual(alsoCovered(undefined, { [A]: 1 }), { [A]: 1 });
  assert.deepEqual(alsoCovered({ [A]: 2 }, { [A]: 1, [B]: 1 }), { [A]: 2, [B]: 1 });
  assert.equal(alsoCovered({ [A]: 2, [B]: 1 }, { [A]: 1 }), null);
  assert.equal(alsoCovered({ [A]: 1 }, undefined), null);
});
