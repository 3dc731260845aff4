import assert from 'node:assert/strict';
import { test } from 'node:test';
import { search, type Searched } from '../src/core/search.ts';

const named = (zh: string, en: string) => ({ name: { zh, en } });
const ROOM: Searched = {
  order_no: 'PD-20261123-0007', element: named('小包垃圾落地', 'Bag left outside'), site: { code: 'jy1-737-waste-room', ...named('金杨路737弄垃圾厢房', 'Waste room, Lane 737') },
  area: named('金杨一居', 'Jinyang Residents\' Committee 1'), unit: named('金杨一居居委会', 'Jinyang Committee'), person: { name: '王建国' }, address: '金杨路737弄12号旁', note: '门外有 2 袋',
};
const RIVER: Searched = { ...ROOM, order_no: 'PD-20261123-0008', element: named('河面漂浮物', 'Litter on the river'), site: null, person: null, address: '', note: 'Café by the bridge' };
const found = (question: string) => search([ROOM, RIVER], question).map(({ order_no }) => order_no.slice(-1)).join('');

for (const [question, wanted] of [
  ['0007', '7'], ['pd-20261123', '78'], ['厢房', '7'], ['WASTE room', '7'], ['jy1-737', '7'], ['王建国', '7'], ['12号', '7'], ['漂浮 桥', ''], ['litter bridge', '8'],
  ['７３７', '7'], ['cafe\u0301', '8'], ['café', '8'], ['', '78'], ['   ', '78'], ['nothing like it', ''], ['null', ''], ['undefined', ''],
] as const) test(`"${question}" finds ${wanted || 'nothing'}`, () => assert.equal(found(question), wanted));
