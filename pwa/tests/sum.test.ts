import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lines, shown, stretches, type Sum } from '../src/core/sum.ts';

const plain: Sum = {
  kind: 'fix', started_at: '2026-12-04T07:00:00Z', limit: { amount: 30, unit: 'minutes' }, calendar: null, pauses: [], days: [], more_days: 0,
  provisional: false, moves: [], due_at: '2026-12-04T07:30:00Z', next_level: { level: 1 }, ended_at: null, late: false,
};

test('a plain clock is start, limit and end, and says what comes next', () => assert.deepEqual(lines(plain), ['started', 'limit', 'due', 'next']));
test('what is over escalates no more', () => {
  assert.deepEqual(lines({ ...plain, ended_at: '2026-12-04T07:20:00Z' }), ['started', 'limit', 'due', 'ended']);
});
test('every part of a long sum has its line, in the order in which one adds', () => {
  const long: Sum = {
    ...plain, limit: { amount: 2, unit: 'working_days' }, calendar: { code: 'office' }, days: [{ day: '2026-12-05', why: 'rest' }], moves: [{}],
    pauses: [{ started_at: '2026-12-04T09:00:00Z', ended_at: null, given_back_s: null }],
  };
  assert.deepEqual(lines(long), ['started', 'limit', 'calendar', 'days', 'pauses', 'moves', 'due', 'next']);
});
test('the resident has a clock and no deadline', () => {
  assert.deepEqual(lines({ ...plain, kind: 'resident', limit: null, due_at: null, next_level: null }), ['started']);
});
test('a week off is one line, and a weekend in it another', () => {
  const off = (day: string) => ({ day, why: 'holiday' as const });
  assert.deepEqual(stretches([off('2026-09-30'), off('2026-10-01'), off('2026-10-02'), { day: '2026-10-03', why: 'rest' }, off('2026-10-05')]), [
    { why: 'holiday', first: '2026-09-30', last: '2026-10-02', days: 3 }, { why: 'rest', first: '2026-10-03', last: '2026-10-03', days: 1 },
    { why: 'holiday', first: '2026-10-05', last: '2026-10-05', days: 1 },
  ]);
});
test('the newest clock stands first and the resident’s last', () => {
  const found = shown([{ ...plain, kind: 'resident' }, { ...plain, kind: 'accept' }, plain]);
  assert.deepEqual(found.map(({ kind }) => kind), ['fix', 'accept', 'resident']);
});
