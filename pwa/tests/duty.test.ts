import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxed, complete, said } from '../src/core/duty.ts';

test('a moment goes into its box and comes out the same', () => {
  for (const at of ['2026-11-27T13:45:00.000Z', '2026-03-29T00:30:00.000Z']) assert.equal(said({ kind: 'extra', from: boxed(at), to: boxed(at), stand_in: '' }).from_at, at);
});
test('only leave has a stand-in of its own', () => {
  const spell = { from: '2026-11-27T08:00', to: '2026-11-28T08:00', stand_in: 'x' };
  assert.equal(said({ kind: 'leave', ...spell }).stand_in, 'x');
  assert.equal(said({ kind: 'extra', ...spell }).stand_in, null);
  assert.equal(said({ kind: 'leave', ...spell, stand_in: '' }).stand_in, null);
});
test('nothing is sent that is half filled in or ends before it starts', () => {
  const night = { weekday: 5, starts: '22:00', ends: '06:00' }, leave = { kind: 'leave' as const, from: '2026-11-27T08:00', to: '2026-11-28T08:00', stand_in: '' };
  assert.ok(complete([night], [leave]));
  assert.ok(complete([], []));
  assert.ok(!complete([{ ...night, ends: '' }], []));
  assert.ok(!complete([], [{ ...leave, to: '' }]));
  assert.ok(!complete([], [{ ...leave, to: leave.from }]));
});
