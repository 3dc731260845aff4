import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clashes, draftOf, faults, held, levelOf, plain, refused, same, withLevel, type Draft, type Level } from '../src/core/ladders.ts';
import { EVERYBODY, minutesOf, scopesWith, stepFor } from '../src/core/telling.ts';

const half: Level = { who: 'stand_in', share: 0.5 }, due: Level = { who: 'coordinator', after_minutes: 0 }, hour: Level = { who: 'district', after_minutes: 60, moves: true, at_once: ['gateway'] };
const typed = (more: Partial<Draft> = {}): Draft => ({ when: 'after', amount: '30', who: 'street', person: '', moves: false, at_once: [], ...more });

test('a level is typed as it is shown', () => {
  for (const level of [half, due, hour, { who: 'person', after_minutes: 5, person: 'p1' } as const]) assert.deepEqual(levelOf('not_fixed', draftOf(level)).level, level);
  assert.deepEqual(levelOf('not_fixed', typed({ when: 'share', amount: ' 12,5 ' })).level, { who: 'street', share: 0.125 });
});
test('what no level can be is pointed at, each in its own field', () => {
  const wrong = (more: Partial<Draft>) => [...levelOf('not_fixed', typed(more)).wrong];
  for (const amount of ['', '-1', '1.5', 'x', '525601']) assert.deepEqual(wrong({ amount }), ['amount'], amount);
  for (const amount of ['', '0', '101']) assert.deepEqual(wrong({ when: 'share', amount }), ['amount'], amount);
  assert.deepEqual(wrong({ who: 'person' }), ['person']);
  assert.deepEqual(wrong({}), []);
});
test('a review does not move, and a person is said only where one is meant', () => {
  assert.deepEqual(levelOf('not_reviewed', typed({ moves: true, person: 'p1' })).level, { who: 'street', after_minutes: 30 });
});
test('levels stand in the order in which they come, also after one was changed', () => {
  assert.deepEqual(withLevel([due, hour], half, null), [half, due, hour]);
  assert.deepEqual(withLevel([half, due, hour], { who: 'street', after_minutes: 90 }, 1), [half, hour, { who: 'street', after_minutes: 90 }]);
  assert.ok(clashes([half, due], { who: 'street', after_minutes: 0 }, null));
  assert.ok(!clashes([half, due], { who: 'street', after_minutes: 0 }, 1));
});
test('a deadline that passes must be known to somebody at once', () => {
  assert.deepEqual([...faults('not_fixed', [])], [[-1, 'nobody']]);
  assert.deepEqual([...faults('not_fixed', [hour])], [[0, 'late']]);
  assert.deepEqual([...faults('not_fixed', [due, due])], [[1, 'order']]);
  assert.deepEqual([...faults('not_fixed', [{ who: 'street', share: 1 }, due, hour])], []);
  assert.deepEqual([...faults('not_seen', []), ...faults('not_seen', [hour])], []);
});
test('what the server refuses stands where it belongs', () => {
  const levels = [{ ladder: 'not_fixed', level: 2, code: 'order' }, { ladder: 'not_seen', level: 1, code: 'person' }];
  assert.deepEqual([...refused(levels, 'not_fixed')], [[1, 'order']]);
  assert.deepEqual([...refused([{ ladder: 'not_fixed', level: 1, code: 'nobody' }], 'not_fixed')], [[-1, 'nobody']]);
  assert.deepEqual([...refused(undefined, 'not_fixed')], []);
});
test('what is not its own is the default, and to say nothing is no change', () => {
  const usual = { not_fixed: [due] };
  assert.deepEqual(held('not_fixed', {}, usual), { levels: [due], isOwn: false });
  assert.deepEqual(held('not_fixed', { not_fixed: [half] }, usual), { levels: [half], isOwn: true });
  assert.deepEqual(plain({ not_fixed: null, not_seen: [half] }), { not_seen: [half] });
  assert.ok(same({ not_fixed: null }, {}) && same({ not_fixed: [{ ...half, moves: false }] }, { not_fixed: [half] }));
  assert.ok(!same({ not_fixed: [half] }, { not_fixed: [due] }) && !same({ not_seen: [] }, {}));
});

const ROWS = [{ kind: 'new', rung: 'gateway', minutes: 2 }, { kind: 'new', rung: 'gateway', unit: 'u1', minutes: null }, { kind: 'new', rung: 'gateway', element: 'e1', minutes: 7 }, { kind: 'late', rung: 'gateway', element: 'e2', minutes: 1 }] as const;

test('an element or a unit has its own step, or what holds for everybody', () => {
  assert.deepEqual(stepFor(ROWS, 'new', 'gateway', { of: 'unit', code: 'u1' }), { own: ROWS[1], general: 2 });
  assert.deepEqual(stepFor(ROWS, 'new', 'gateway', { of: 'element', code: 'u1' }), { own: undefined, general: 2 });
  assert.deepEqual(stepFor(ROWS, 'new', 'supervisor', EVERYBODY), { own: undefined, general: null });
  assert.deepEqual(scopesWith([...ROWS, { ...ROWS[1], rung: 'supervisor' }], 'new'), [{ of: 'unit', code: 'u1' }, { of: 'element', code: 'e1' }]);
});
test('minutes are a whole number within a week, and nothing is never', () => {
  assert.deepEqual(['', ' 0 ', '10080'].map(minutesOf), [null, 0, 10080]);
  for (const text of ['-1', '1.5', 'x', '10081']) assert.ok(Number.isNaN(minutesOf(text)), text);
});
