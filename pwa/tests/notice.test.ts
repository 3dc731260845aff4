import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown } from '../src/sw/notice.ts';

const push = { notice_id: 'n', order_id: 'o', kind: 'new', title: '新工单', body: '737 弄', url: '/orders/o', tag: 'order-o', accept: true };

test('a push shows its own words, its tag and both buttons', () => {
  const { title, options } = shown(JSON.stringify(push), 'zh-CN');
  assert.equal(title, '新工单');
  assert.equal(options.tag, 'order-o');
  assert.deepEqual(options.actions.map((one) => one.action), ['accept', 'open']);
});
test('only what its receiver can accept has an accept button, whatever kind it is', () => {
  const actions = (changes: object) => shown(JSON.stringify({ ...push, ...changes }), 'en').options.actions.map((one) => one.action);
  assert.deepEqual(actions({ accept: false }), ['open']);
  assert.deepEqual(actions({ accept: undefined }), ['open']);
  assert.deepEqual(actions({ accept: 'yes' }), ['open']);
  assert.deepEqual(actions({ kind: 'warning' }), ['accept', 'open']);
});
test('an empty or broken push is shown all the same', () => {
  for (const text of [undefined, '', '{', 'null', '[]']) assert.ok(shown(text, 'zh-CN').title, String(text));
});
test('a push cannot lead to another site', () => {
  for (const url of ['https://bad.example/', '//bad.example/', 'javascript:alert(1)', '']) {
    assert.equal(shown(JSON.stringify({ ...push, url }), 'zh-CN').options.data.url, '/', url);
  }
});
test('the same notice does not ring twice on a phone that shows it, another of the same order does', () => {
  const rings = (standing: { notice_id?: string; url: string }[], changes: object = {}) => shown(JSON.stringify({ ...push, ...changes }), 'en', standing).options.renotify;
  assert.equal(rings([]), true);
  assert.equal(rings([{ notice_id: 'n', url: '/' }]), false);
  assert.equal(rings([{ notice_id: 'other', url: '/' }, { url: '/' }]), true);
  assert.equal(rings([{ url: '/' }], { notice_id: undefined }), true);
});
