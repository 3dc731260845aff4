import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { current, GLANCE_MS, isMark, mayDecide, meant, plan, queued, stillHeld, type Press } from '../src/core/review.ts';
import { going, mayBegin, swiped } from '../src/core/swipe.ts';
import { kept, MOST, panned, pinched, tapped, transform, wheeled, WHOLE, zoomed, type View } from '../src/core/zoom.ts';

const pair = (id: string, state = 'submitted') => ({ id, state });
const PAIRS = ['a', 'b', 'c', 'd'].map((id) => pair(id));
const ids = (pairs: readonly { id: string }[]) => pairs.map(({ id }) => id).join('');

test('the queue keeps the order the server gave it', () => assert.equal(ids(queued(PAIRS, new Set(), [])), 'abcd'));
test('what is decided or no longer waits leaves the queue', () => assert.equal(ids(queued([...PAIRS, pair('e', 'closed')], new Set(['b']), [])), 'acd'));
test('a closed order waits there while its late mark is under appeal', () => {
  const mark = { ...pair('e', 'closed'), appealed: true };
  assert.equal(ids(queued([...PAIRS, mark], new Set(), [])), 'abcde');
  assert.deepEqual([mark, pair('e', 'closed')].map(isMark), [true, false]);
});
test('what was put off comes last, and put off again after the others', () => assert.equal(ids(queued(PAIRS, new Set(), ['a', 'b', 'a'])), 'cdba'));
test('a pair that is looked at stays when a riskier one comes in', () => assert.equal(current([pair('new'), ...PAIRS], 'b')?.id, 'b'));
test('after the pair that is gone comes the first of the queue', () => assert.equal(current(PAIRS, 'gone')?.id, 'a'));

test('the next ten are fetched, nearest first, and more is asked for before they run out', () => {
  const many = Array.from({ length: 30 }, (_, n) => pair(String(n)));
  const found = plan(many, '0');
  assert.deepEqual(found.fetch, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  assert.equal(found.decode.size, 10);
  assert.equal(found.more, false);
  assert.equal(plan(many.slice(0, 12), '0').more, true);
});
test('a phone with little memory decodes three, one that spares its bytes fetches three', () => {
  const many = Array.from({ length: 30 }, (_, n) => pair(String(n)));
  assert.equal(plan(many, '0', { memory_gb: 2 }).decode.size, 3);
  assert.equal(plan(many, '0', { memory_gb: 2 }).fetch.length, 10);
  assert.equal(plan(many, '0', { sparing: true }).fetch.length, 3);
});

const READY = { actions: ['approve', 'return', 'comment'], pictures: 'here', shown_at: 1_000 } as const;
test('a second tap right after the first decides nothing about the next pair', () => {
  assert.equal(mayDecide('approve', READY, 1_000 + GLANCE_MS - 1), false);
  assert.equal(mayDecide('approve', READY, 1_000 + GLANCE_MS), true);
  assert.equal(mayDecide('return', READY, 1_000), true);
});
test('a pair of which half is not here yet is not judged', () => {
  assert.equal(mayDecide('approve', { ...READY, pictures: 'coming' }, 9_000), false);
  assert.equal(mayDecide('return', { ...READY, pictures: 'coming' }, 9_000), false);
  assert.equal(mayDecide('approve', { ...READY, actions: null }, 9_000), false);
});
test('a picture that cannot be seen can be sent back and not be approved', () => {
  assert.equal(mayDecide('approve', { ...READY, pictures: 'missing' }, 9_000), false);
  assert.equal(mayDecide('return', { ...READY, pictures: 'missing' }, 9_000), true);
});
test('who may not decide on an order cannot', () => assert.equal(mayDecide('approve', { ...READY, actions: ['comment'] }, 9_000), false));
test('a verdict can be taken back until its time is over', () => {
  const held = [{ command: '1', order: 'a', verdict: 'approve', until: 5_000 }, { command: '2', order: 'b', verdict: 'return', until: 9_000 }] as const;
  assert.deepEqual(stillHeld(held, 5_000).map(({ command }) => command), ['2']);
});

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, held: false, control: false, alt: false, busy: false, focused: false, zoomed: false, letters: true, ...more });
test('single keys decide, in small and in large letters', () => {
  assert.equal(meant(press('a')), 'approve');
  assert.equal(meant(press('R')), 'return');
  assert.equal(meant(press('?')), 'help');
});
test('a key held down decides nothing, but zooms on', () => {
  assert.equal(meant(press('a', { held: true })), null);
  assert.equal(meant(press('+', { held: true })), 'in');
});
test('while somebody writes or a sheet is open no key means anything', () => {
  for (const key of ['a', 'r', 'z', '?', '+']) assert.equal(meant(press(key, { busy: true })), null);
});
test('single keys can be switched off; the pictures still follow them while they have the focus', () => {
  for (const key of ['a', 'r', 'q', 's', 'z', '?', '1']) assert.equal(meant(press(key, { letters: false, focused: true })), null);
  assert.equal(meant(press('+', { letters: false })), null);
  assert.equal(meant(press('+', { letters: false, focused: true })), 'in');
  assert.equal(meant(press('z', { letters: false, control: true })), 'undo');
});
test('arrows move what is larger than its frame, and else scroll the page', () => {
  assert.equal(meant(press('ArrowLeft')), null);
  assert.equal(meant(press('ArrowLeft', { zoomed: true })), 'left');
});

const view = fc.record({ scale: fc.double({ min: 1, max: MOST, noNaN: true }), x: fc.double({ min: -4, max: 4, noNaN: true }), y: fc.double({ min: -4, max: 4, noNaN: true }) }).map(kept);
const point = fc.record({ x: fc.double({ min: -0.5, max: 0.5, noNaN: true }), y: fc.double({ min: -0.5, max: 0.5, noNaN: true }) });
const covers = ({ scale, x, y }: View) => scale >= 1 && scale <= MOST && Math.abs(x) <= (scale - 1) / 2 + 1e-9 && Math.abs(y) <= (scale - 1) / 2 + 1e-9;
test('whatever fingers, wheel and keys do, the picture fills its frame', () => fc.assert(fc.property(
  view, point, point, point, point, fc.double({ min: 0.05, max: 20, noNaN: true }), fc.double({ min: -2_000, max: 2_000, noNaN: true }),
  (from, a, b, c, d, factor, delta) => [zoomed(from, factor, a), panned(from, b), pinched(from, [a, b], [c, d]), tapped(from, a), wheeled(from, delta, a, true) ?? from].every(covers),
)));
test('what is pointed at stays where it is while it grows', () => {
  const at = { x: 0.2, y: -0.1 }, near = zoomed(WHOLE, 2, at);
  assert.ok(Math.abs((at.x - near.x) / near.scale - at.x) < 1e-9 && Math.abs((at.y - near.y) / near.scale - at.y) < 1e-9);
});
test('two fingers that move apart and along do both', () => {
  const { scale, x } = pinched(WHOLE, [{ x: -0.1, y: 0 }, { x: 0.1, y: 0 }], [{ x: -0.1, y: 0 }, { x: 0.3, y: 0 }]);
  assert.ok(Math.abs(scale - 2) < 1e-9 && Math.abs(x - 0.1) < 1e-9);
});
test('a double tap goes close and back', () => assert.deepEqual(tapped(tapped(WHOLE, { x: 0.4, y: 0 }), { x: 0, y: 0 }), WHOLE));
test('the wheel scrolls the page where there is nothing to zoom', () => {
  assert.equal(wheeled(WHOLE, 100, { x: 0, y: 0 }, true), null);
  assert.equal(wheeled(WHOLE, -100, { x: 0, y: 0 }, false), null);
  assert.ok((wheeled(WHOLE, -100, { x: 0, y: 0 }, true)?.scale ?? 0) > 1);
});
test('the whole picture has no transform', () => assert.equal(transform(WHOLE), ''));

test('a finger that goes sideways swipes, one that goes down scrolls', () => {
  assert.equal(going({ dx: 5, dy: 4 }), null);
  assert.equal(going({ dx: 30, dy: 6 }), 'swipe');
  assert.equal(going({ dx: 20, dy: 18 }), 'scroll');
});
test('far or fast decides: right approves, left returns', () => {
  assert.equal(swiped({ dx: 150, dy: 10, ms: 900 }, 360), 'approve');
  assert.equal(swiped({ dx: -150, dy: 10, ms: 900 }, 360), 'return');
  assert.equal(swiped({ dx: 70, dy: 5, ms: 60 }, 360), 'approve');
});
test('a hesitant, a short or a slanted swipe decides nothing', () => {
  assert.equal(swiped({ dx: 70, dy: 5, ms: 600 }, 360), null);
  assert.equal(swiped({ dx: 40, dy: 0, ms: 20 }, 360), null);
  assert.equal(swiped({ dx: 150, dy: 120, ms: 300 }, 360), null);
});
test('at the edge of the screen a swipe is the system’s', () => {
  assert.equal(mayBegin(10, 360), false);
  assert.equal(mayBegin(350, 360), false);
  assert.equal(mayBegin(100, 360), true);
});
