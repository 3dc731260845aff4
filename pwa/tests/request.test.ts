import assert from 'node:assert/strict';
import { test } from 'node:test';
import { from, kinds, steps } from '../src/core/request.ts';

const NOW = Date.UTC(2026, 10, 27, 4), HOUR = 3_600_000, DAY = 24 * HOUR, at = (ms: number) => new Date(ms).toISOString();

test('an extension counts from the deadline, or from now once that is over; a suspension from now', () => {
  assert.equal(from('extend', at(NOW + HOUR), NOW), NOW + HOUR);
  assert.equal(from('extend', at(NOW - HOUR), NOW), NOW);
  assert.equal(from('suspend', at(NOW + HOUR), NOW), NOW);
});

test('only what the element allows is offered, the longest of it included', () => {
  assert.deepEqual(steps('extend', { extend_minutes: 4_320, suspend_days: null }), [HOUR, 4 * HOUR, DAY]);
  assert.deepEqual(steps('extend', { extend_minutes: 120, suspend_days: null }), [HOUR, 2 * HOUR - 60_000]);
  assert.deepEqual(steps('suspend', { extend_minutes: 120, suspend_days: 2 }), [DAY, 2 * DAY - 60_000]);
  assert.deepEqual(steps('extend', { extend_minutes: null, suspend_days: null }), []);
});

test('what cannot be asked for is no choice', () => {
  assert.deepEqual(kinds({ extend_minutes: null, suspend_days: 1 }), ['suspend']);
  assert.deepEqual(kinds({ extend_minutes: null, suspend_days: null }), []);
});
