import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY_GROUPS, NEAR_M, day, dayGroup, type DayFacts, type Sort } from '../src/core/day.ts';
import { STATES, grouped, type State } from '../src/core/order.ts';
import { handTo } from '../src/core/people.ts';

interface Row extends DayFacts { readonly metres: number | null }
/** The wall clock here, whatever the time zone of the test run. */
const NOW = new Date(2026, 6, 15, 10, 0).getTime();
const MINUTE = 60_000, HOUR = 60 * MINUTE;
const far = (row: Row) => row.metres;
const clock = (due: number, warn = due) => ({ due_at: new Date(NOW + due).toISOString(), warn_at: new Date(NOW + warn).toISOString() });
const row = (id: string, due: number | null, metres: number | null, state: State = 'accepted', warn?: number): Row =>
  ({ id, state, late: false, person: null, clock: due === null ? null : clock(due, warn), metres });
const shown = (rows: readonly Row[], sort: Sort) => day(rows, NOW, far, sort).map(([name, found]) => [name, found.map(({ id }) => id).join('')]);

const ROWS = [
  row('a', 3 * HOUR, 2_000), row('b', -MINUTE, 9_000), row('c', 30 * HOUR, 120), row('d', 50 * HOUR, 4_000), row('e', null, 300),
  row('f', -HOUR, 40), row('g', 20 * MINUTE, 80), row('h', 40 * HOUR, null), row('i', -HOUR, 10, 'submitted'), row('j', HOUR, 10, 'suspended'),
];

test('by deadline: what is late, what is due today, what is near, and the rest', () => {
  assert.deepEqual(shown(ROWS, 'deadline'), [['late', 'fb'], ['soon', 'ga'], ['near', 'ce'], ['rest', 'hd'], ['reviewing', 'i'], ['paused', 'j']]);
});
test('by distance: what is late stays on top, then the nearest, and last what has no place', () => {
  assert.deepEqual(shown(ROWS, 'distance'), [['late', 'fb'], ['near', 'gce'], ['rest', 'adh'], ['reviewing', 'i'], ['paused', 'j']]);
});
test('without a place nothing is near, and the deadline decides', () => {
  const blind = ROWS.map((one) => ({ ...one, metres: null }));
  assert.deepEqual(shown(blind, 'distance'), [['late', 'fb'], ['rest', 'gachde'], ['reviewing', 'i'], ['paused', 'j']]);
});
test('due tomorrow is due soon once the warning has come', () => {
  assert.equal(dayGroup(row('x', 20 * HOUR, null), NOW, far, 'deadline'), 'rest');
  assert.equal(dayGroup(row('x', 20 * HOUR, null, 'accepted', -MINUTE), NOW, far, 'deadline'), 'soon');
});
test('today ends at midnight here', () => {
  assert.equal(dayGroup(row('x', 14 * HOUR - 1, null), NOW, far, 'deadline'), 'soon');
  assert.equal(dayGroup(row('x', 14 * HOUR, null), NOW, far, 'deadline'), 'rest');
});
test('near ends at 500 m', () => {
  assert.equal(dayGroup(row('x', null, NEAR_M), NOW, far, 'deadline'), 'near');
  assert.equal(dayGroup(row('x', null, NEAR_M + 1), NOW, far, 'deadline'), 'rest');
});
test('what waits for others is never late for whoever did it', () => {
  for (const state of ['submitted', 'suspended', 'closed', 'void'] as const) {
    assert.ok(!['late', 'soon', 'near'].includes(dayGroup({ ...row('x', -HOUR, 5, state), late: true }, NOW, far, 'deadline')));
  }
});

const anyRow = fc.record({
  id: fc.string({ minLength: 1 }), state: fc.constantFrom(...STATES), late: fc.boolean(), person: fc.constant(null),
  clock: fc.option(fc.record({ due: fc.integer({ min: -9e7, max: 9e7 }), warn: fc.integer({ min: -9e7, max: 9e7 }) }).map(({ due, warn }) => clock(due, warn))),
  metres: fc.option(fc.integer({ min: 0, max: 9_999 })),
});
test('every order stands in exactly one group, however sorted, and the groups in their order', () => {
  fc.assert(fc.property(fc.array(anyRow), fc.constantFrom<Sort>('deadline', 'distance'), (rows, sort) => {
    const groups = day(rows, NOW, far, sort);
    assert.deepEqual(new Set(groups.flatMap(([, found]) => found)), new Set(rows));
    assert.equal(groups.flatMap(([, found]) => found).length, rows.length);
    assert.deepEqual(groups.map(([name]) => name), DAY_GROUPS.filter((name) => groups.some(([one]) => one === name)));
  }));
});

test('a coordinator sees what waits for somebody above what is being done', () => {
  const rows = (['accepted', 'dispatched', 'filed', 'submitted'] as const).map((state) => row(state, HOUR, null, state));
  assert.deepEqual(grouped([...rows, row('late', -1, null)], NOW).map(([name]) => name), ['late', 'todo', 'waiting', 'working', 'reviewing']);
});

test('workers come first, by name, and oneself last', () => {
  const people = [
    { id: '1', name: '我', roles: ['coordinator', 'worker'] }, { id: '2', name: '周阿姨', roles: ['worker'] }, { id: '3', name: '安经理', roles: ['manager'] },
    { id: '4', name: '李师傅', roles: ['volunteer', 'worker'] },
  ];
  assert.deepEqual(handTo(people, '1').map(({ name }) => name), ['李师傅', '周阿姨', '安经理', '我']);
  assert.deepEqual(handTo([], '1'), []);
});
