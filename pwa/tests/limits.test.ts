import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLimits, readUrgent, type Limits } from '../src/core/limits.ts';

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
test('of urgent orders an empty box is the limit of all, and takes back one of their own', () => {
  const own = { accept: null, fix: { amount: 10, unit: 'minutes' }, review: null } as const;
  assert.deepEqual(readUrgent(own, { accept: { amount: ' ', unit: 'minutes' }, fix: { amount: '', unit: 'minutes' } }), { change: { fix: null }, wrong: [] });
  assert.deepEqual(readUrgent(own, { fix: { amount: '10', unit: 'minutes' }, review: { amount: '2', unit: 'urgent_hours' } }).change, { review: { amount: 2, unit: 'urgent_hours' } });
  assert.deepEqual(readUrgent(own, { accept: { amount: '0', unit: 'minutes' } }), { change: {}, wrong: ['accept'] });
});
