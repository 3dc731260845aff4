import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BOX_NAMES, boxed, type Boxed, type BoxName, type Viewer } from '../src/core/boxes.ts';
import { STATES, type State } from '../src/core/order.ts';

const NOW = Date.parse('2026-07-15T10:00:00Z');
const due = (minutes: number) => ({ due_at: new Date(NOW + minutes * 60_000).toISOString() });
const order = (id: string, state: State, more: Partial<Boxed> = {}): Boxed =>
  ({ id, state, late: false, clock: state === 'closed' || state === 'void' || state === 'suspended' ? null : due(60), person: null, unit: { code: 'u1' }, pool: false, ...more });
const viewer = (id: string, kind: string, unit: string | null, reported: string[] = []): Viewer => ({ id, roles: [{ kind, unit: unit ? { code: unit } : null }], reported: new Set(reported) });

const ORDERS = [
  order('free', 'dispatched'), order('wills', 'accepted', { person: { id: 'will' } }), order('told', 'dispatched', { person: { id: 'will' }, clock: due(5) }),
  order('wandas', 'accepted', { person: { id: 'wanda' }, clock: due(-1) }), order('sent', 'submitted', { person: { id: 'will' } }),
  order('done', 'closed', { person: { id: 'will' } }), order('pool', 'dispatched', { unit: null, pool: true }), order('paused', 'suspended', { person: { id: 'will' } }),
];
const ids = (box: BoxName, me: Viewer) => boxed(ORDERS, box, me, NOW).map(({ id }) => id);
const WILL = viewer('will', 'worker', 'u1', ['done']), CAROL = viewer('carol', 'coordinator', 'u1'), MIA = viewer('mia', 'manager', null), VERA = viewer('vera', 'volunteer', null, ['wandas', 'done']);

test('mine is what I hold or was given, due first', () => assert.deepEqual(ids('mine', WILL), ['told', 'wills']));
test('a worker\'s unit is what may still be taken', () => assert.deepEqual(ids('unit', WILL), ['free', 'pool']));
test('a coordinator\'s unit is all that is open there', () => assert.deepEqual(ids('unit', CAROL), ['wandas', 'told', 'free', 'sent', 'wills']));
test('the pool is what nobody has taken yet', () => {
  assert.deepEqual(ids('pool', VERA), ['pool']);
  assert.deepEqual(ids('pool', MIA), []);
});
test('review is what waits for somebody else\'s eyes', () => {
  assert.deepEqual(ids('review', MIA), ['sent']);
  assert.deepEqual(ids('review', { ...MIA, id: 'will' }), []);
});
test('a late mark under appeal waits for review, and is nothing left to do for the unit', () => {
  const mark = [order('mark', 'closed', { person: { id: 'will' }, clock: due(60) })];
  assert.deepEqual([boxed(mark, 'review', MIA, NOW).length, boxed(mark, 'unit', CAROL, NOW).length, boxed(mark, 'mine', WILL, NOW).length], [1, 0, 0]);
});
test('late is decided by the clock on this phone', () => {
  assert.deepEqual(ids('late', CAROL), ['wandas']);
  assert.deepEqual(ids('late', MIA), ['wandas']);
  assert.deepEqual(ids('late', WILL), []);
});
test('what I reported is known by its ids, newest first', () => {
  assert.deepEqual(ids('reported', VERA), ['wandas', 'done']);
  assert.deepEqual(ids('reported', WILL), ['done']);
});
test('all is everything that is kept', () => assert.equal(ids('all', MIA).length, ORDERS.length));

test('whatever is kept, a list holds each order once, and only orders that are kept', () => {
  const any = fc.record({
    id: fc.uuid(), state: fc.constantFrom(...STATES), late: fc.boolean(), clock: fc.option(fc.integer({ min: -99, max: 99 }).map(due)),
    person: fc.option(fc.constantFrom({ id: 'will' }, { id: 'wanda' })), unit: fc.option(fc.constantFrom({ code: 'u1' }, { code: 'u2' })), pool: fc.boolean(),
  });
  fc.assert(fc.property(fc.uniqueArray(any, { selector: ({ id }) => id }), fc.constantFrom(...BOX_NAMES), fc.constantFrom(WILL, CAROL, MIA, VERA), (orders, box, me) => {
    const found = boxed(orders, box, me, NOW);
    assert.equal(new Set(found).size, found.length);
    assert.ok(found.every((one) => orders.includes(one)));
    if (box === 'mine') assert.ok(found.every(({ person }) => person?.id === me.id));
  }));
});
