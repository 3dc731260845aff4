import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxedShift, codeOf, CODE, holdsIn, isAllDay, kindOf, PRESETS, readShifts, retyped, usualDay, weekLines, within, type Shift } from '../src/core/calendar.ts';
import { dayShown, read, typedDay, UNTOUCHED, weekNow, yearState, type CalendarFacts, type Edits, type StoredDay } from '../src/core/calendar-edits.ts';
import { days, later, laterMonth, weekdayOf, weeksOf } from '../src/core/month.ts';

const typed = (from: string, to: string, over = 0) => ({ from, to, over });
const OFFICE = PRESETS.office[0], sports = { zh: '运动会', en: 'Sports day' };
const stored = (day: string, shifts: readonly Shift[], source: string): StoredDay => ({ day, shifts, name: { zh: '元旦', en: 'New Year' }, source });
const NOW: CalendarFacts = {
  name: { zh: '机关', en: 'Office' }, region: 'CN', base: null, week: PRESETS.office, days: [stored('2026-01-01', [], 'library'), stored('2026-12-07', [[540, 720]], 'person')], lent: [],
  years: [{ year: 2026, provisional: false }, { year: 2027, provisional: true }], lent_years: [], areas: [{ code: 'n1' }], units: [],
};
const edited = (more: Partial<Edits>): Edits => ({ ...UNTOUCHED, ...more });

test('a night shift ends on the next day, and 24 hours are one shift', () => {
  assert.deepEqual(readShifts([typed('22:00', '06:00', 1)]), [[1320, 1800]]);
  assert.deepEqual(readShifts([typed('00:00', '00:00', 1)]), [[0, 1440]]);
  assert.deepEqual(retyped(typed('22:00', '23:00'), { to: '06:00' }), typed('22:00', '06:00', 1));
  assert.deepEqual(retyped(typed('22:00', ''), { from: '23:00' }), typed('23:00', ''));
});
test('what is read and shown again is the same, also past the second midnight', () => {
  for (const shift of [[0, 1440], [1320, 1800], [540, 720], [0, 2880], [1, 1441]] as Shift[]) assert.deepEqual(readShifts([boxedShift(shift)]), [shift]);
});
test('lunch is the gap between two shifts, in whatever order they were typed', () => {
  assert.deepEqual(readShifts([typed('13:00', '18:00'), typed('09:00', '12:00')]), OFFICE);
  assert.deepEqual(readShifts([]), []);
});
test('what is not filled in, ends first, or overlaps cannot be read', () => {
  for (const wrong of [[typed('', '12:00')], [typed('12:00', '')], [typed('12:00', '09:00')], [typed('09:00', '12:00'), typed('11:00', '13:00')], [typed('09:00', '12:00', 2)]]) assert.equal(readShifts(wrong), null);
});
test('days that are worked alike are said together', () => {
  assert.deepEqual(weekLines(PRESETS.office).map(({ first, last }) => [first, last]), [[0, 4], [5, 6]]);
  assert.equal(weekLines(PRESETS.always).length, 1);
  assert.deepEqual(usualDay([[], ...PRESETS.nights.slice(1)]), [[1320, 1800]]);
  assert.ok(isAllDay(PRESETS.always[0]) && !isAllDay(OFFICE));
});
test('a day is a holiday, a make-up workday, or worked at other hours, by what its weekday would be', () => {
  assert.deepEqual([kindOf(OFFICE, null), kindOf([], null), kindOf(OFFICE, []), kindOf([], OFFICE), kindOf(OFFICE, [[540, 720]]), kindOf(OFFICE, OFFICE)], ['work', 'rest', 'holiday', 'make_up', 'other_hours', 'work']);
});
test('a month begins on its first and not before, and ends with its last', () => {
  const weeks = weeksOf('2026-12-07');
  assert.deepEqual(weeks[0]?.slice(0, 2), [null, '2026-12-01']);
  assert.deepEqual([weeks.length, weeks.flat().filter(Boolean).length], [5, 31]);
  assert.deepEqual([weeksOf('2200-12-31').flat().filter(Boolean).length, weeksOf('2000-01-01').flat().filter(Boolean).length], [31, 31]);
});
test('one goes to another month and stays within it', () => {
  assert.deepEqual([laterMonth('2026-01-31', 1), laterMonth('2028-01-31', 1), laterMonth('2026-01-05', -1)], ['2026-02-28', '2028-02-29', '2025-12-05']);
  assert.deepEqual([later('2026-12-31', 1), later('2000-01-01', -7), weekdayOf('2026-12-07')], ['2027-01-01', '2000-01-01', 0]);
  assert.deepEqual([days('2026-12-30', '2027-01-01', 62), days('2026-12-30', '2026-12-29', 62)], [['2026-12-30', '2026-12-31', '2027-01-01'], []]);
});
test('a year is known, provisional, not taken in yet, or without holidays at all', () => {
  assert.deepEqual([2026, 2027, 2028].map((year) => yearState(NOW, year)), ['known', 'provisional', 'open']);
  assert.equal(yearState({ ...NOW, region: null, years: [] }, 2026), 'none');
  assert.equal(yearState({ ...NOW, region: null, years: [], lent_years: [{ year: 2027, provisional: true }] }, 2027), 'provisional');
});
test('a day says where what it is comes from, and whether that is sure', () => {
  assert.deepEqual(dayShown(NOW, UNTOUCHED, '2026-01-01'), { day: '2026-01-01', kind: 'holiday', shifts: [], name: { zh: '元旦', en: 'New Year' }, source: 'library', provisional: false });
  assert.deepEqual([dayShown(NOW, UNTOUCHED, '2026-12-08').source, dayShown(NOW, UNTOUCHED, '2026-12-07').kind], ['week', 'other_hours']);
  const guessed = { ...NOW, days: [], lent: [stored('2027-01-01', [], 'library')] };
  assert.deepEqual((({ source, provisional }) => [source, provisional])(dayShown(guessed, UNTOUCHED, '2027-01-01')), ['base', true]);
  assert.equal(dayShown(NOW, edited({ days: { '2026-12-07': null } }), '2026-12-07').kind, 'work');
  assert.equal(dayShown(NOW, edited({ days: { '2026-12-06': { shifts: OFFICE, name: sports } } }), '2026-12-06').kind, 'make_up');
});
test('what was not touched, or is what it was, changes nothing', () => {
  assert.deepEqual(read(NOW, UNTOUCHED), { change: {}, wrong: new Set(), count: 0 });
  const again = edited({ name: { zh: ' 机关', en: 'Office ' }, week: { 0: typedDay(NOW, UNTOUCHED, 0) }, days: { '2026-12-08': null, '2026-12-07': stored('', [[540, 720]], '') }, confirmed: [2026], areas: [{ code: 'n1' }] });
  assert.deepEqual([read(NOW, again).change, read(NOW, again).count], [{}, 0]);
});
test('only what changes is sent, and a week is sent whole', () => {
  const { change, count } = read(NOW, edited({ week: { 5: [typed('09:00', '12:00')] }, days: { '2026-12-24': { shifts: [], name: sports } }, confirmed: [2027], units: [{ code: 'u2' }, { code: 'u1' }], areas: [] }));
  assert.deepEqual(change.week, [...PRESETS.office.slice(0, 5), [[540, 720]], []]);
  assert.deepEqual([change.days, change.confirmed, change.units, change.areas, count], [{ '2026-12-24': { shifts: [], name: sports } }, [2027], ['u1', 'u2'], [], 5]);
});
test('a day given back to the library is asked of it again, and a year that was known stays known', () => {
  const { change, count } = read(NOW, edited({ days: { '2026-12-07': null } }));
  assert.deepEqual([change, count], [{ days: { '2026-12-07': null }, fill: [2026], confirmed: [2026] }, 1]);
  assert.deepEqual(read({ ...NOW, region: null }, edited({ days: { '2026-12-07': null } })).change, { days: { '2026-12-07': null } });
});
test('what cannot be is pointed at', () => {
  const { change, wrong } = read(NOW, edited({ name: { zh: '机关', en: ' ' }, week: { 2: [typed('12:00', '09:00')] } }));
  assert.deepEqual([change, [...wrong].sort()], [{}, ['name', 'week2']]);
  assert.ok(read(NOW, edited({ week: { 0: [], 1: [], 2: [], 3: [], 4: [] } })).wrong.has('week'));
  assert.deepEqual(weekNow(NOW, edited({ week: { 2: [typed('', '')] } })), NOW.week);
});
test('a place works by its own calendar, else by that of the nearest area above, else by the default', () => {
  const parents = new Map([['d1', null], ['s1', 'd1'], ['n1', 's1']]), own = new Map([['s1', 'nights']]);
  assert.deepEqual([holdsIn('n1', parents, own, 'office'), holdsIn('d1', parents, own, 'office')], [{ calendar: 'nights', from: 's1' }, { calendar: 'office', from: null }]);
  assert.ok(within('n1', parents, new Set(['d1'])) && !within('n1', parents, new Set(['d2'])));
});
test('a code is made of the English name', () => {
  assert.deepEqual([codeOf('Street nights (2)'), codeOf('夜班')], ['street-nights-2', '']);
  assert.ok(CODE.test(codeOf('Street nights')) && !CODE.test('') && !CODE.test('Nights'));
});
