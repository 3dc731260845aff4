import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { siteCodeIn } from '../src/core/site-code.ts';

const HOST = 'loop.example.cn', CODE = 'jy1-737-waste-room';

test('our label is an address of this product', () => assert.equal(siteCodeIn(`https://${HOST}/s/${CODE}`, HOST), CODE));
test('a typed code will do, also with a space behind it', () => assert.equal(siteCodeIn(` ${CODE} `, HOST), CODE));
test('a slash, a query or a capital host on the label changes nothing', () => {
  for (const text of [`https://${HOST}/s/${CODE}/`, `https://${HOST}/s/${CODE}?from=label`, `HTTPS://LOOP.EXAMPLE.CN/s/${CODE}#a`]) assert.equal(siteCodeIn(text, HOST), CODE, text);
});
test('the same address with a port is the same product only with that port', () => {
  assert.equal(siteCodeIn(`http://127.0.0.1:8315/s/${CODE}`, '127.0.0.1:8315'), CODE);
  assert.equal(siteCodeIn(`http://127.0.0.1:8000/s/${CODE}`, '127.0.0.1:8315'), null);
});
test('other labels are not ours', () => {
  const others = [
    `https://evil.example/s/${CODE}`, `https://${HOST}@evil.example/s/${CODE}`, `https://${HOST}.evil.example/s/${CODE}`, `https://${HOST}/orders/1`, `https://${HOST}/s/`,
    `https://${HOST}/s/%E0%A4%A`, `https://${HOST}/s/..%2F..%2Fapi`, `https://${HOST}/enrol#ABCD1234`, 'WIFI:S:home;T:WPA;P:secret;;', 'javascript:alert(1)', 'wxp://f2f0', '', '-', '你好',
    `https://evil.example/?x=https://${HOST}/s/${CODE}`,
  ];
  for (const text of others) assert.equal(siteCodeIn(text, HOST), null, text);
});
test('every code that a label can carry is read', () => {
  const code = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,79}$/);
  fc.assert(fc.property(code, (one) => siteCodeIn(`https://${HOST}/s/${encodeURIComponent(one)}`, HOST) === one));
});
test('no text makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => typeof (siteCodeIn(text, HOST) ?? '') === 'string'));
});
