import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isTelling, percent, rate } from '../src/core/rate.ts';
import { appeals, decides, question, word, type Line } from '../src/core/voice.ts';

const NOBODY = { kind: 'system', name: '' };
function timeline(...steps: readonly (readonly [action: string, from: string, who?: string, text?: string])[]): Line[] {
  return steps.map(([action, from_state, who, text], index) => ({
    id: `e${index}`, seq: index + 1, action, from_state, at: '2026-07-15T10:00:00Z', text: text ?? null, actor: who ? { kind: 'person', name: who } : NOBODY,
  }));
}
const RETURNED = [['submit', 'accepted', 'Will'], ['return', 'submitted', 'Mia'], ['appeal', 'accepted', 'Will', 'it is the next yard']] as const;
const said = (lines: Line[]) => appeals(lines).map(({ kind, state }) => [kind, state]);

test('an appeal against a return waits until somebody approves or returns', () => {
  assert.deepEqual(said(timeline(...RETURNED)), [['return', 'waiting']]);
  assert.deepEqual(said(timeline(...RETURNED, ['approve', 'submitted', 'Max'])), [['return', 'reversed']]);
  assert.deepEqual(said(timeline(...RETURNED, ['return', 'submitted', 'Max'], ['submit', 'accepted', 'Will'], ['approve', 'submitted', 'Mia'])), [['return', 'upheld']]);
  assert.deepEqual(said(timeline(...RETURNED, ['void', 'submitted', 'Mia'])), [['return', 'over']]);
});
test('an appeal against a late mark is decided by excuse and uphold, and by nothing else', () => {
  const closed = [...RETURNED, ['approve', 'submitted', 'Max'], ['appeal', 'closed', 'Will'], ['comment', 'closed', 'Will']] as const;
  assert.deepEqual(said(timeline(...closed)), [['return', 'reversed'], ['late', 'waiting']]);
  assert.deepEqual(said(timeline(...closed, ['excuse', 'closed', 'Max'])), [['return', 'reversed'], ['late', 'reversed']]);
  assert.deepEqual(said(timeline(...closed, ['uphold', 'closed', 'Max'])), [['return', 'reversed'], ['late', 'upheld']]);
});
test('the line that decides an appeal is known as that, and no other', () => {
  const lines = timeline(...RETURNED, ['approve', 'submitted', 'Max']);
  assert.deepEqual(lines.map((line) => decides(lines, line)?.state ?? null), [null, null, null, 'reversed']);
});
test('the order of the lines does not matter', () => {
  const lines = timeline(...RETURNED, ['approve', 'submitted', 'Max'], ['appeal', 'closed', 'Will']);
  assert.deepEqual(said([...lines].reverse()), said(lines));
});

test('a question stands until the person who handed the work in has answered', () => {
  const asked = [['submit', 'accepted', 'Will'], ['ask', 'submitted', 'Mia', 'where is the second bag?']] as const;
  assert.equal(question(timeline(...asked), 'Will')?.line.text, 'where is the second bag?');
  assert.equal(question(timeline(...asked), 'Will')?.answer, null);
  assert.equal(question(timeline(...asked, ['comment', 'submitted', 'Carol', 'mine?']), 'Will')?.answer, null);
  assert.equal(question(timeline(...asked, ['comment', 'submitted', 'Will', 'on the truck']), 'Will')?.answer?.text, 'on the truck');
  assert.equal(question(timeline(...asked, ['return', 'submitted', 'Mia']), 'Will'), null);
  assert.equal(question(timeline(['submit', 'accepted', 'Will']), 'Will'), null);
});

test('a reporter is asked while the server permits it, and thanked afterwards', () => {
  const closed = [['approve', 'submitted', 'Mia']] as const;
  assert.equal(word(timeline(...closed), ['comment', 'confirm', 'reopen'], 'Vera'), 'wanted');
  assert.equal(word(timeline(...closed, ['confirm', 'closed', 'Vera']), ['comment'], 'Vera'), 'fixed');
  assert.equal(word(timeline(...closed, ['confirm', 'closed', 'Nina']), ['comment'], 'Vera'), null);
  assert.equal(word(timeline(...closed, ['reopen', 'closed', 'Vera'], ['dispatch', 'filed']), [], 'Vera'), 'again');
  assert.equal(word(timeline(...closed), ['comment'], 'Vera'), null);
});

test('the interval is Wilson\'s', () => {
  const found = rate(8, 10)!;
  assert.deepEqual([found.low, found.high].map((edge) => edge.toFixed(4)), ['0.4902', '0.9433']);
  assert.equal(rate(0, 0), null);
});
test('every interval holds its share and stays between nothing and all', () => {
  fc.assert(fc.property(fc.nat(500), fc.nat(500), (a, b) => {
    const [hits, of] = [Math.min(a, b), Math.max(a, b)], found = rate(hits, of);
    if (!found) return of === 0;
    return found.low >= 0 && found.high <= 1 && found.low <= found.share + 1e-9 && found.share <= found.high + 1e-9;
  }));
});
test('few say nothing, however clear', () => {
  assert.equal(isTelling(rate(3, 3)!), false);
  assert.equal(isTelling(rate(20, 20)!), true);
  assert.equal(isTelling(rate(10, 20)!), false);
  assert.equal(isTelling(rate(25, 50)!), true);
});
test('a share is told in whole percent, a small one with a tenth', () => assert.deepEqual([0, 0.034, 0.5, 1].map(percent), ['0 %', '3.4 %', '50 %', '100 %']));
