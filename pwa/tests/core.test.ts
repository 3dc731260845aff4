import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { uuid7, roundOf } from '../src/core/command.ts';
import { distance_m, distanceWords } from '../src/core/distance.ts';
import { missing, nextPhase } from '../src/core/evidence.ts';
import { chosen, named } from '../src/core/language.ts';
import { Problem, asProblem, problemOf } from '../src/core/problem.ts';
import { sha256 } from '../src/core/sha256.ts';

test('a command id is a UUID of version 7 and tells its millisecond', () => {
  const id = uuid7(0x0198_1234_5678, new Uint8Array(16).fill(0xff));
  assert.equal(id, '01981234-5678-7fff-bfff-ffffffffffff');
});
test('ids made later sort later', () => assert.ok(uuid7(1_784_000_000_001, randomBytes(16)) > uuid7(1_784_000_000_000, randomBytes(16))));

test('the two towers in Lujiazui are as far apart as a map says', () => {
  const metres = distance_m({ lat: 31.2397, lon: 121.4998 }, { lat: 31.2336, lon: 121.5055 });
  assert.ok(Math.abs(metres - 869) < 5, String(metres));
});
test('distances are rounded to what a walker cares about', () => {
  assert.deepEqual([3, 42, 333, 949, 1_240, 14_400].map(distanceWords), ['10 m', '40 m', '350 m', '950 m', '1.2 km', '14 km']);
});

test('before-photos are asked for first', () => {
  const rule = { before: 1, after: 1 };
  assert.equal(nextPhase(rule, []), 'before');
  assert.equal(nextPhase(rule, [{ phase: 'before' }]), 'after');
  assert.deepEqual(missing(rule, [{ phase: 'after' }, { phase: 'after' }]), { before: 1, after: 0 });
});

test('the first language of the phone that we speak wins', () => {
  assert.equal(chosen(['fr-FR', 'en-GB', 'zh-CN']), 'en');
  assert.equal(chosen(['zh-Hant-TW', 'en']), 'zh-CN');
  assert.equal(chosen(['fr']), 'zh-CN');
});
test('a missing name falls back to the other language', () => assert.equal(named({ zh: '垃圾房', en: '' }, 'en'), '垃圾房'));

test('a lost answer and a busy server are unsure, a refusal is not', () => {
  assert.ok([0, 429, 500, 503].every((status) => new Problem('x', status).unsure));
  assert.ok([400, 401, 403, 409, 422, -1].every((status) => !new Problem('x', status).unsure));
});
test('a proxy that answers with its own page is an unavailable server', () => {
  assert.equal(problemOf(502, null).code, 'server.unavailable');
  assert.equal(problemOf(502, '<html>').code, 'server.unavailable');
});
test('the facts of a problem are kept apart from its words', () => {
  const problem = problemOf(409, { code: 'order.wrong_state', title: 'x', detail: 'changed', order: { id: '1' } });
  assert.deepEqual([problem.code, problem.detail, problem.facts['order']], ['order.wrong_state', 'changed', { id: '1' }]);
});
test('a thrown thing that is no problem becomes a fault of the app', () => assert.equal(asProblem(new TypeError('x')).code, 'app.fault'));

test('our own SHA-256 agrees with the platform, at every length around a block', () => {
  for (const length of [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000, 70_001]) {
    const bytes = randomBytes(length);
    assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'), String(length));
  }
});

test('a verdict names the round that was looked at, and no other step does', () => {
  const at = '2026-11-23T08:00:00Z';
  assert.deepEqual([roundOf('approve', at), roundOf('return', at)], [{ submitted: at }, { submitted: at }]);
  assert.deepEqual([roundOf('approve', null), roundOf('submit', at), roundOf('comment', at)], [{}, {}, {}]);
});
