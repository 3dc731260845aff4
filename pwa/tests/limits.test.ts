import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLimits, type Limits } from '../src/core/limits.ts';

const NOW: Limits = { accept: { amount: 5, unit: 'minutes' }, fix: { amount: 30, unit: 'minutes' }, review: { amount: 1, unit: 'working_days' } };

test('a limit that is typed as it is changes nothing', () => {
  assert.deepEqual(readLimits(NOW, { accept: { amount: ' 5 ', unit: 'minutes' } }), { change: {}, wrong: [] });
});
test('the same number of something else is another limit', () => {
  assert.deepEqual(readLimits(NOW, { fix: { amount: '30', unit: 'working_minutes' } }).change, { fix: { amount: 30, unit: 'working_minutes' } });
});
test('nothing, a half, none and more than a year of it are pointed at', () => {
  for (const amount of ['', '1.5', '0', '366', 'two']) assert.deepEqual(readLimits(NOW, { review: { amount, unit: 'working_days' } }), { change: {}, wrong: ['review'] }, amount);
});
