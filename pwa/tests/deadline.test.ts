import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digits, remaining, span, timeOfDay } from '../src/core/deadline.ts';

const clock = { started_at: '2026-07-15T10:00:00+08:00', warn_at: '2026-07-15T10:03:30+08:00', due_at: '2026-07-15T10:05:00+08:00' };
const at = (time: string) => Date.parse(`2026-07-15T${time}+08:00`);

test('a clock that has just started is calm and empty', () => {
  assert.deepEqual(remaining(clock, at('10:00:00')), { tone: 'calm', ms: 300_000, used: 0 });
});
test('from the warning on it is soon', () => assert.equal(remaining(clock, at('10:03:30')).tone, 'soon'));
test('at the deadline it is late, by nothing yet', () => {
  assert.deepEqual(remaining(clock, at('10:05:00')), { tone: 'late', ms: 0, used: 1 });
});
test('a phone whose clock runs behind never shows a clock that has not started as more than full', () => {
  assert.equal(remaining(clock, at('09:59:00')).used, 0);
});
test('a span is split without rounding up', () => {
  assert.deepEqual(span(((2 * 24 + 3) * 3600 + 4 * 60 + 5) * 1000 + 999), { days: 2, hours: 3, minutes: 4, seconds: 5 });
});
test('seconds keep two digits', () => assert.equal(digits(span(249_000)), '4:09'));
test('midnight is the first hour of a day and not its twenty-fourth', () => {
  assert.equal(timeOfDay(new Date(2026, 6, 15, 0, 5)), '00:05');
  assert.equal(timeOfDay(new Date(2026, 6, 15, 23, 59)), '23:59');
});
