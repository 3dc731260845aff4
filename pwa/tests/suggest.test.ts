import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { remembered, suggest, type Used } from '../src/core/suggest.ts';

const ALL = ['waste.bag_outside', 'waste.overflow', 'waste.bulky', 'river.litter', 'river.bank', 'street.spill', 'compound.corridor', 'catering.kitchen'];
const NOWHERE = { chosen: null, nearest: null };
const at = (chosen: string) => ({ chosen, nearest: 'drop_off' });

test('at a river the river comes first, whatever stands nearest', () => {
  assert.deepEqual(suggest(ALL, at('river'), [], 2), ['river.litter', 'river.bank']);
});
test('a shop is first about the street, then about waste', () => {
  assert.deepEqual(suggest(ALL, at('shop'), [], 4), ['street.spill', 'waste.bag_outside', 'waste.overflow', 'waste.bulky']);
});
test('what I chose at such a site before beats everything that merely fits', () => {
  assert.equal(suggest(ALL, at('drop_off'), [{ element: 'waste.bulky', kind: 'drop_off' }])[0], 'waste.bulky');
});
test('what I chose elsewhere does not push aside what fits the chosen site', () => {
  const used: Used[] = [{ element: 'waste.bulky', kind: 'drop_off' }];
  assert.deepEqual(suggest(ALL, at('river'), used, 3), ['river.litter', 'river.bank', 'waste.bulky']);
});
test('with no site chosen my last choice comes first, then what fits the nearest site', () => {
  const used: Used[] = [{ element: 'street.spill', kind: null }];
  assert.deepEqual(suggest(ALL, { chosen: null, nearest: 'river' }, used, 3), ['street.spill', 'river.litter', 'river.bank']);
});
test('who is known nothing of is offered the first of each topic', () => {
  assert.deepEqual(suggest(ALL, NOWHERE, [], 4), ['waste.bag_outside', 'river.litter', 'street.spill', 'compound.corridor']);
});
test('a kind of site that no table knows is learned', () => {
  assert.deepEqual(suggest(ALL, at('jetty'), [{ element: 'river.litter', kind: 'jetty' }], 2), ['river.litter']);
});
test('an element that the city has dropped is never offered again', () => {
  assert.ok(!suggest(ALL, NOWHERE, [{ element: 'waste.gone', kind: null }]).includes('waste.gone'));
});

const used = fc.array(fc.record({ element: fc.constantFrom(...ALL, 'x.gone'), kind: fc.constantFrom('river', 'shop', null) }), { maxLength: 30 });
test('whatever was chosen before, a few different elements of the dictionary are offered', () => {
  fc.assert(fc.property(fc.constantFrom('river', 'shop', 'jetty', null), fc.constantFrom('market', null), used, (chosen, nearest, before) => {
    const offered = suggest(ALL, { chosen, nearest }, before);
    return offered.length > 0 && offered.length <= 4 && new Set(offered).size === offered.length && offered.every((code) => ALL.includes(code));
  }));
});
test('the latest choice is remembered once, at the front, and old ones are forgotten', () => {
  const kept = used.map((all) => all.reduce<Used[]>((known, one) => remembered(known, one), []));
  fc.assert(fc.property(kept, fc.constantFrom(...ALL), (known, element) => {
    const after = remembered(known, { element, kind: 'river' });
    return after[0]?.element === element && after.length <= 20 && after.filter((one) => one.element === element && one.kind === 'river').length === 1;
  }));
});
