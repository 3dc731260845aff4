import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ahead } from '../src/core/ahead.ts';
import type { Action } from '../src/core/action.ts';
import type { State } from '../src/core/order.ts';

const WANG = { id: 'wang', name: '王建国' };
const order = (state: State, actions: Action[]) => ({
  id: 'o', state, late: true, clock: { kind: 'accept', started_at: '', due_at: '2026-11-23T08:05:00Z' }, person: null as { id: string } | null, pool: true, actions,
  moments: { accepted: null as string | null, arrived: null as string | null, submitted: null as string | null },
  events: [{ seq: 1, id: 'e1' }], clocks: [{ kind: 'fix', started_at: '', due_at: '2026-11-23T08:30:00Z', ended_at: null }],
});
const tap = (action: Action, more = {}) => ({ id: `c-${action}`, action, at: '2026-11-23T08:01:00Z', ...more });

test('an order can be finished without a network: accept, arrive, submit', () => {
  const start = order('dispatched', ['accept', 'decline', 'comment']);
  const accepted = ahead(start, [tap('accept')], WANG);
  assert.equal(accepted.state, 'accepted');
  assert.equal(accepted.person?.id, 'wang');
  assert.ok(accepted.actions.includes('submit') && accepted.actions.includes('arrive') && !accepted.actions.includes('accept'));
  const there = ahead(start, [tap('accept'), tap('arrive')], WANG);
  assert.ok(!there.actions.includes('arrive'));
  assert.equal(there.moments.arrived, '2026-11-23T08:01:00Z');
  const done = ahead(start, [tap('accept'), tap('arrive'), tap('submit', { photos: [{ sha256: 'p' }] })], WANG);
  assert.equal(done.state, 'submitted');
  assert.deepEqual(done.actions, ['comment']);
});
test('what its owner did and is returned is nobody\'s, and what one of ours did is theirs again', () => {
  const owners = { ...order('submitted', ['approve', 'return', 'comment']), by_owner: true };
  assert.deepEqual([ahead(owners, [tap('return')], WANG).state, ahead({ ...owners, by_owner: false }, [tap('return')], WANG).state], ['filed', 'accepted']);
  assert.equal(ahead(owners, [tap('approve')], WANG).state, 'closed');
});
test('the clock of the work is the one the server named, and none is guessed', () => {
  assert.equal(ahead(order('dispatched', []), [tap('accept')], WANG).clock?.due_at, '2026-11-23T08:30:00Z');
  assert.equal(ahead(order('accepted', []), [tap('submit')], WANG).clock, null);
});
test('each tap stands in the timeline as not sent, once and last', () => {
  const shown = ahead(order('accepted', ['submit', 'comment']), [tap('comment', { text: '堵车' }), tap('submit')], WANG);
  assert.deepEqual(shown.events.map((event) => [event.seq, (event as { unsent?: true }).unsent ?? false]), [[1, false], [2, true], [3, true]]);
});
test('a tap that the server has already is not shown a second time', () => {
  const start = order('accepted', ['submit', 'comment']), sent = tap('submit');
  // Submitted, answered by nobody, returned meanwhile: the server's word is the later one.
  const known = { ...start, events: [...start.events, { seq: 2, id: sent.id }, { seq: 3, id: 'return' }] };
  assert.equal(ahead(known, [sent], WANG), known);
});
test('what went to somebody else meanwhile does not look like mine', () => {
  for (const state of ['accepted', 'closed', 'void'] as const) {
    const theirs = { ...order(state, []), person: { id: 'li' } };
    assert.equal(ahead(theirs, [tap('accept')], WANG), theirs);
  }
});
test('a used button goes, whatever it did', () => {
  assert.deepEqual(ahead(order('suspended', ['resume', 'comment']), [tap('resume')], WANG).actions, ['comment']);
  assert.deepEqual(ahead(order('accepted', ['submit', 'comment']), [tap('comment')], WANG).actions, ['submit', 'comment']);
});
test('who has said whether it is fixed is no longer asked, in no list either', () => {
  const closed = { ...order('closed', ['confirm', 'reopen', 'comment']), word_until: '2026-11-30T08:00:00Z' as string | null };
  for (const action of ['confirm', 'reopen'] as const) assert.equal(ahead(closed, [tap(action)], WANG).word_until, null);
  assert.deepEqual(ahead(closed, [tap('confirm')], WANG).actions, ['reopen', 'comment']);
});
test('without my taps it is the server\'s order, untouched', () => {
  const start = order('accepted', ['submit']);
  assert.equal(ahead(start, [], WANG), start);
});
test('an appeal of a return leads back into review, one of a late mark stays closed; a decision settles it', () => {
  const returned = ahead({ ...order('accepted', ['submit', 'appeal', 'comment']), appealed: false }, [tap('appeal', { text: '角落是干净的' })], WANG);
  assert.deepEqual([returned.state, returned.appealed, returned.actions], ['submitted', true, ['comment']]);
  const late = ahead({ ...order('closed', ['appeal', 'comment']), appealed: false }, [tap('appeal')], WANG);
  assert.deepEqual([late.state, late.appealed, late.actions], ['closed', true, ['comment']]);
  const decided = ahead({ ...order('closed', ['excuse', 'uphold', 'reopen']), appealed: true }, [tap('excuse')], WANG);
  assert.deepEqual([decided.state, decided.appealed, decided.actions], ['closed', false, ['reopen']]);
});
test('a question changes nothing but the timeline', () => {
  const asked = ahead(order('submitted', ['approve', 'return', 'ask']), [tap('ask', { text: '后面呢？' })], WANG);
  assert.deepEqual([asked.state, asked.actions, asked.events.length], ['submitted', ['approve', 'return', 'ask'], 2]);
});
