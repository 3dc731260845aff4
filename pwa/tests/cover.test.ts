import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { between, movedBox, percents, placedBox, sizedBox, SMALLEST, type Rectangle } from '../src/core/cover.ts';

const near = (a: Rectangle, b: Rectangle) => (['x', 'y', 'w', 'h'] as const).forEach((side) => assert.ok(Math.abs(a[side] - b[side]) < 0.0002, `${side}: ${a[side]} and ${b[side]}`));

test('a drag spans the same box from every corner', () => {
  const box = { x: 0.2, y: 0.3, w: 0.4, h: 0.1 };
  near(between({ x: 0.2, y: 0.3 }, { x: 0.6, y: 0.4 }), box);
  near(between({ x: 0.6, y: 0.4 }, { x: 0.2, y: 0.3 }), box);
  near(between({ x: 0.6, y: 0.3 }, { x: 0.2, y: 0.4 }), box);
});
test('a tap places a box of the usual size, and at the edge it lies within the photo', () => {
  near(between({ x: 0.5, y: 0.5 }, { x: 0.51, y: 0.5 }), { x: 0.4, y: 0.4, w: 0.2, h: 0.2 });
  near(placedBox({ x: 0, y: 1 }), { x: 0, y: 0.8, w: 0.2, h: 0.2 });
});
test('a drag out of the photo ends at its edge', () => near(between({ x: 0.7, y: 0.8 }, { x: 1.4, y: 1.2 }), { x: 0.7, y: 0.8, w: 0.3, h: 0.2 }));
test('a box that is moved keeps its size, one that is made larger keeps its corner', () => {
  const box = { x: 0.7, y: 0.7, w: 0.2, h: 0.2 };
  near(movedBox(box, { x: 0.5, y: -0.1 }), { x: 0.8, y: 0.6, w: 0.2, h: 0.2 });
  near(sizedBox(box, { x: 0.5, y: 0.05 }), { x: 0.7, y: 0.7, w: 0.3, h: 0.25 });
});
test('where it lies is said in whole percents', () => assert.deepEqual(percents({ x: 0.104, y: 0.2, w: 0.3, h: 0.4 }), [10, 20, 30, 40]));

const point = fc.record({ x: fc.double({ min: -2, max: 3, noNaN: true }), y: fc.double({ min: -2, max: 3, noNaN: true }) });
test('whatever fingers and keys do, a box lies within the photo and can be seen', () => fc.assert(fc.property(
  point, point, fc.array(fc.tuple(fc.boolean(), point), { maxLength: 20 }), (from, to, steps) => {
    const { x, y, w, h } = steps.reduce((box, [moves, by]) => (moves ? movedBox : sizedBox)(box, by), between(from, to));
    assert.ok(x >= 0 && y >= 0 && w >= SMALLEST - 0.0001 && h >= SMALLEST - 0.0001, `${x} ${y} ${w} ${h}`);
    assert.ok(x + w <= 1.0001 && y + h <= 1.0001, `${x} ${y} ${w} ${h}`);
  },
)));
