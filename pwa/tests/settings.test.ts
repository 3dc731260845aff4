import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetsMore, read, shown, shownThreshold, THRESHOLDS, UNTOUCHED, type Settings } from '../src/core/settings.ts';

const limits = Object.fromEntries(Object.keys(THRESHOLDS).map((name) => [name, 1])) as Settings['thresholds'];
const NOW: Settings = {
  version: 3, stamp: true, other_unit: false, unit_grants: false, extend_times: 1, extend_minutes: 1440, suspend_days: 30, wait_times: 0, reporter_minutes: 1440, unit_minutes: 4320, escalate_minutes: 10, warn_share: 0.8, keep_days: null, reopen_days: 7, clear_frames: 0, owner_minutes: 0, silent_minutes: 0, inspect_share: 0.05, sample_share: 0.1,
  checklist: [{ zh: '干净', en: 'Clean' }], limits: { accept: { amount: 5, unit: 'minutes' }, fix: { amount: 30, unit: 'minutes' }, review: { amount: 60, unit: 'minutes' } }, urgent_limits: { accept: null, fix: { amount: 9, unit: 'minutes' }, review: null }, thresholds: { ...limits, far_m: 500 }, defaults: { ...limits, far_m: 200 },
};
const typed = (figures: Record<string, string>, thresholds: Record<string, string> = {}) => read(NOW, { figures, thresholds });

test('what was not touched, or is what it was, changes nothing', () => {
  assert.deepEqual(read(NOW, UNTOUCHED), { change: {}, wrong: new Set() });
  assert.deepEqual(typed({ keep_days: '', inspect_share: '5', reopen_days: ' 7 ' }, { far_m: '500' }).change, {});
});
test('shares are shown and typed in percent', () => {
  assert.equal(shown('inspect_share', { ...NOW, inspect_share: 0.07 }), '7');
  assert.deepEqual(typed({ inspect_share: '12.5', sample_share: '7' }).change, { inspect_share: 0.125, sample_share: 0.07 });
});
test('nothing keeps for ever, and is the default of a threshold', () => {
  assert.equal(shown('keep_days', NOW), '');
  assert.deepEqual(read({ ...NOW, keep_days: 30 }, { figures: { keep_days: ' ' }, thresholds: {} }).change, { keep_days: null });
  assert.deepEqual([shownThreshold('far_m', NOW), shownThreshold('skew_minutes', NOW)], ['500', '']);
  assert.deepEqual(typed({}, { far_m: '', skew_minutes: '1' }).change, { thresholds: { far_m: null } });
});
test('what is no number within its limits is pointed at, and not sent', () => {
  const { change, wrong } = typed({ keep_days: '0', reopen_days: '1.5', clear_frames: 'three', inspect_share: '101', sample_share: '' }, { reuse_bits: '12' });
  assert.deepEqual(change, {});
  assert.deepEqual([...wrong].sort(), ['clear_frames', 'inspect_share', 'keep_days', 'reopen_days', 'reuse_bits', 'sample_share']);
});
test('photos are not forgotten while a reporter may speak', () => {
  assert.ok(typed({ keep_days: '6' }).wrong.has('early'));
  assert.equal(typed({ keep_days: '6', reopen_days: '6' }).wrong.size, 0);
});
test('limits are changed each by itself, and pointed at like everything else', () => {
  assert.deepEqual(read(NOW, { ...UNTOUCHED, limits: { fix: { amount: '2', unit: 'working_days' } } }).change, { limits: { fix: { amount: 2, unit: 'working_days' } } });
  assert.deepEqual([...read(NOW, { ...UNTOUCHED, limits: { accept: { amount: '', unit: 'minutes' } } }).wrong], ['accept']);
});
test('a line of the checklist needs both languages; an empty one is not meant', () => {
  const lines = (...checklist: { zh: string; en: string }[]) => read(NOW, { ...UNTOUCHED, checklist });
  assert.ok(lines({ zh: '干净', en: '' }).wrong.has('checklist'));
  assert.deepEqual(lines({ zh: ' 干净', en: 'Clean ' }, { zh: '', en: ' ' }).change, {});
  assert.deepEqual(lines().change, { checklist: [] });
});
test('it is asked before more is forgotten', () => {
  assert.ok(forgetsMore(NOW, { keep_days: 30 }));
  assert.ok(!forgetsMore({ ...NOW, keep_days: 30 }, { keep_days: 60 }));
  assert.ok(!forgetsMore({ ...NOW, keep_days: 30 }, { keep_days: null }) && !forgetsMore(NOW, {}));
});
test('limits of urgent orders are a change of their own, and a wrong one is pointed at by its own name', () => {
  const found = read(NOW, { ...UNTOUCHED, urgent: { fix: { amount: '', unit: 'minutes' }, review: { amount: 'x', unit: 'minutes' } } });
  assert.deepEqual([found.change, [...found.wrong]], [{ urgent_limits: { fix: null } }, ['urgent_review']]);
});
