import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTIONS, others, primary } from '../src/core/action.ts';
import { STATES, byDeadline, expected, group, grouped, isLate, type OrderFacts, type State } from '../src/core/order.ts';

const NOW = Date.parse('2026-07-15T10:00:00Z');
const order = (state: State, more: Partial<OrderFacts> = {}): OrderFacts => ({ id: 'o', state, late: false, clock: null, person: null, ...more });
const due = (minutes: number) => ({ due_at: new Date(NOW + minutes * 60_000).toISOString() });

test('every action leads from every state to a state', () => {
  for (const state of STATES) for (const action of ACTIONS) assert.ok(STATES.includes(expected(state, action)));
});
test('handing an accepted order to somebody else leaves it accepted', () => assert.equal(expected('accepted', 'assign'), 'accepted'));
test('a comment moves nothing', () => assert.equal(expected('submitted', 'comment'), 'submitted'));

test('the cleaner it is addressed to gets one button: accept', () => {
  assert.equal(primary(['comment', 'decline', 'accept'], order('dispatched', { person: { id: 'me' } }), 'me'), 'accept');
});
test('a coordinator hands an unclaimed order out before accepting it', () => {
  assert.equal(primary(['accept', 'assign', 'transfer', 'void'], order('dispatched'), 'me'), 'assign');
});
test('a coordinator whom it is addressed to accepts it', () => {
  assert.equal(primary(['accept', 'assign'], order('dispatched', { person: { id: 'me' } }), 'me'), 'accept');
});
test('who watches an order in work has no big button', () => {
  assert.equal(primary(['assign', 'transfer', 'comment'], order('accepted', { person: { id: 'other' } }), 'me'), null);
});
test('nothing that is big is listed again, and what is quiet is not listed', () => {
  assert.deepEqual(others(['accept', 'comment', 'seen', 'decline', 'void'], 'accept'), ['decline', 'void']);
});

test('an order is late as soon as its clock runs out, whatever the server said a minute ago', () => {
  assert.equal(isLate(order('accepted', { clock: due(0) }), NOW), true);
  assert.equal(isLate(order('accepted', { clock: due(1) }), NOW), false);
});
test('what is over or suspended is never in the late group', () => {
  for (const state of ['closed', 'void', 'suspended'] as const) assert.notEqual(group(order(state, { late: true, clock: due(-5) }), NOW), 'late');
});
test('every order lands in exactly one group', () => {
  const all = STATES.flatMap((state) => [order(state, { id: `${state}1` }), order(state, { id: `${state}2`, clock: due(-1) })]);
  assert.equal(grouped(all, NOW).flatMap(([, rows]) => rows).length, all.length);
});
test('due first, no clock last, ties by id', () => {
  const rows = [order('filed', { id: 'c' }), order('accepted', { id: 'b', clock: due(9) }), order('accepted', { id: 'a', clock: due(9) }), order('filed', { id: 'd', clock: due(1) })];
  assert.deepEqual(rows.sort(byDeadline).map((one) => one.id), ['d', 'a', 'b', 'c']);
});
