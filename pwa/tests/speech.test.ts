import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newOrderLine, type Spoken } from '../src/core/speech.ts';

const NOW = Date.parse('2026-07-15T02:00:19Z');
const clock = (kind: 'accept' | 'fix' | 'review', minutes: number) =>
  ({ kind, started_at: new Date(NOW - 60_000).toISOString(), due_at: new Date(NOW + minutes * 60_000).toISOString(), warn_at: new Date(NOW).toISOString() });
const order: Spoken = { element: { zh: '垃圾房外有垃圾袋', en: 'Bag left outside' }, where: '金杨新村街道', clock: clock('accept', 5), fixMinutes: 30 };

test('what, where, until when, and nothing else', () => {
  assert.equal(newOrderLine(order, 'zh-CN', NOW), '新工单：垃圾房外有垃圾袋，金杨新村街道，30 分钟内完成');
  assert.equal(newOrderLine({ ...order, where: 'Jinyang' }, 'en', NOW), 'New order: Bag left outside, Jinyang, to be done within 30 minutes');
});
test('without the time for the work, the time to accept it is said', () => {
  assert.equal(newOrderLine({ ...order, fixMinutes: null }, 'zh-CN', NOW), '新工单：垃圾房外有垃圾袋，金杨新村街道，5 分钟内接单');
  assert.match(newOrderLine({ ...order, fixMinutes: null, clock: clock('accept', 0.5) }, 'en', NOW), /accepted within 1 minute$/);
});
test('a running clock of the work counts itself, rounded up', () => {
  assert.match(newOrderLine({ ...order, clock: clock('fix', 29.4) }, 'zh-CN', NOW), /，30 分钟内完成$/);
  assert.match(newOrderLine({ ...order, clock: clock('fix', 90) }, 'zh-CN', NOW), /，1 小时 30 分钟内完成$/);
  assert.match(newOrderLine({ ...order, clock: clock('fix', 5 * 60 + 7) }, 'en', NOW), /within 5 hours$/);
  assert.match(newOrderLine({ ...order, clock: clock('fix', 25 * 60 + 7) }, 'en', NOW), /within 1 day 1 hour$/);
});
test('late is said so, and without a clock nothing is made up', () => {
  assert.match(newOrderLine({ ...order, clock: clock('fix', -1) }, 'zh-CN', NOW), /，已超时$/);
  assert.equal(newOrderLine({ ...order, clock: null }, 'zh-CN', NOW), '新工单：垃圾房外有垃圾袋，金杨新村街道');
  assert.equal(newOrderLine({ ...order, clock: clock('review', 5) }, 'zh-CN', NOW), '新工单：垃圾房外有垃圾袋，金杨新村街道');
});
