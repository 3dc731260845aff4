import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factRows } from '../src/core/site-facts.ts';

const WORDS = { yes: 'yes', no: 'no', and: ', ', names: { camera: 'Camera', bins: 'Bins' }, values: { dry: 'dry waste' } };
const rows = (file: Record<string, unknown>) => factRows(file, WORDS);

test('facts are said in words', () => assert.deepEqual(rows({ camera: true, bins: { dry: 4, wet: 3 }, open: ['6-9', '18-20'], households: 612 }),
  [['Camera', 'yes'], ['Bins', 'dry waste 4, wet 3'], ['open', '6-9, 18-20'], ['households', '612']]));
test('a fact of a city\'s own is shown by its name', () => assert.deepEqual(rows({ far_from_school_m: 80, odd: [{ no: 'A1', stream: 'dry' }] }), [['far from school m', '80'], ['odd', 'no A1, stream dry waste']]));
test('no is a fact, nothing is none', () => assert.deepEqual(rows({ camera: false, note: null, list: [], none: {} }), [['Camera', 'no']]));
test('lines are for the map', () => assert.deepEqual(rows({ line: [[31, 121]] }), []));
