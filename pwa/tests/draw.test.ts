import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CENTRE, drawn, moved, path, placed, scaled, thickness, turned, type Stroke, type Tool } from '../src/core/draw.ts';
import { missing, originalsLast } from '../src/core/evidence.ts';

const PHOTO = { width: 1600, height: 1200 };
const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
const inside = ({ from, to }: Stroke) => [from.x, from.y, to.x, to.y].every((value) => value >= 0 && value <= 1);

test('what a finger drew runs from where it was put down to where it was lifted', () => {
  assert.deepEqual(drawn('arrow', { x: 0.1, y: 0.2 }, { x: 0.7, y: 0.6 }, PHOTO), { tool: 'arrow', from: { x: 0.1, y: 0.2 }, to: { x: 0.7, y: 0.6 } });
});
test('a tap draws a round circle of the usual size around it', () => {
  const { from, to } = drawn('circle', CENTRE, { x: 0.505, y: 0.5 }, PHOTO);
  near((to.x - from.x) * PHOTO.width, (to.y - from.y) * PHOTO.height);
  near((from.x + to.x) / 2, 0.5);
});
test('a tap draws an arrow that points at it', () => assert.deepEqual(placed('arrow', { x: 0.3, y: 0.4 }, PHOTO).to, { x: 0.3, y: 0.4 }));
test('a circle pushed against the edge stays a circle', () => {
  const before = placed('circle', CENTRE, PHOTO), after = moved(before, { x: 2, y: -2 });
  assert.deepEqual([after.to.x, after.from.y], [1, 0]);
  near(after.to.x - after.from.x, before.to.x - before.from.x);
});
test('an arrow grows and turns around its point', () => {
  const arrow = placed('arrow', CENTRE, PHOTO);
  assert.deepEqual(scaled(arrow, 1.2, PHOTO).to, arrow.to);
  const round = Array.from({ length: 8 }).reduce<Stroke>((stroke) => turned(stroke, PHOTO), arrow);
  assert.deepEqual(round.to, arrow.to);
  near(round.from.x, arrow.from.x);
  near(round.from.y, arrow.from.y);
});
test('a circle does not shrink to nothing nor grow past the picture', () => {
  let small = placed('circle', CENTRE, PHOTO), large = small;
  for (let times = 0; times < 40; times++) [small, large] = [scaled(small, 0.8, PHOTO), scaled(large, 1.25, PHOTO)];
  assert.ok((small.to.x - small.from.x) * PHOTO.width > 20);
  assert.ok(inside(large));
});
test('whatever is done to a stroke, it stays on the picture', () => {
  const point = fc.record({ x: fc.double({ min: -1, max: 2, noNaN: true }), y: fc.double({ min: -1, max: 2, noNaN: true }) });
  const size = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) });
  fc.assert(fc.property(fc.constantFrom<Tool>('circle', 'arrow'), point, point, size, (tool, a, b, of) => {
    const stroke = drawn(tool, a, b, of);
    for (const one of [stroke, moved(stroke, a), scaled(stroke, 1.2, of), scaled(stroke, 0.8, of), turned(stroke, of)]) assert.ok(inside(one), JSON.stringify(one));
    assert.doesNotMatch(path(stroke, of), /NaN|Infinity|e/);
  }));
});
test('a stroke lies in the same place at every size', () => {
  const stroke: Stroke = { tool: 'circle', from: { x: 0.25, y: 0.25 }, to: { x: 0.75, y: 0.5 } };
  assert.equal(path(stroke, { width: 400, height: 400 }), 'M100 150a100 50 0 1 0 200 0a100 50 0 1 0 -200 0z');
  assert.equal(path(stroke, { width: 40, height: 40 }), 'M10 15a10 5 0 1 0 20 0a10 5 0 1 0 -20 0z');
});
test('lines are thick enough for a thumbnail', () => assert.deepEqual([thickness({ width: 1280, height: 960 }), thickness({ width: 100, height: 80 })], [10, 3]));

const ORIGINAL = { phase: 'after', taken_at: '2026-11-23T10:00:00.000Z', sha256: 'a' }, COPY = { ...ORIGINAL, sha256: 'b' };
const OTHER = { phase: 'after', taken_at: '2026-11-23T10:01:00.000Z', sha256: 'c' };
test('a copy that was drawn on is no second photo', () => {
  assert.deepEqual(missing({ before: 0, after: 2 }, [ORIGINAL, COPY]), { before: 0, after: 1 });
  assert.deepEqual(missing({ before: 0, after: 2 }, [ORIGINAL, COPY, OTHER]), { before: 0, after: 0 });
});
test('the newest photo that is sent is one as it was taken', () => {
  assert.deepEqual(originalsLast([ORIGINAL, COPY, OTHER]).map((shot) => shot.sha256), ['b', 'a', 'c']);
  assert.deepEqual(originalsLast([OTHER, ORIGINAL]), [OTHER, ORIGINAL]);
});
