import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { base64 } from '../src/core/base64.ts';
import { codeIn, codeOf } from '../src/core/enrol.ts';
import { escaped, exportHtml, fileName, type Exported } from '../src/core/export.ts';
import { insideApp, platform, pushStateOf, renewal, type KeptPush, type PushFacts } from '../src/core/platform.ts';
import { resubscribe, type Change } from '../src/sw/renew.ts';
import { daysOld, why, type Waiting } from '../src/core/waiting.ts';

test('our own base64 agrees with the platform, at every remainder and over the seams', () => {
  for (const length of [0, 1, 2, 3, 4, 5, 6_143, 6_144, 6_145, 6_146, 100_001]) {
    const bytes = randomBytes(length);
    assert.equal(base64(bytes), bytes.toString('base64'), String(length));
  }
});

const NASTY = `</pre></style><script>alert(1)</script>"' onerror=x & <img src=x>`;
const exported = (more: Partial<Exported> = {}): Exported => ({
  language: 'zh-CN', title: '提交', intro: '没有送达', rows: [['说明', '两袋垃圾']], photos: [], raw: { text: '两袋' }, rawWords: '原始数据', ...more,
});

test('a saved file has its words and its photos in it', () => {
  const bytes = randomBytes(50);
  const html = exportHtml(exported({ photos: [{ type: 'image/webp', bytes, words: '整改后' }] }));
  for (const part of ['两袋垃圾', '提交', '整改后', `src="data:image/webp;base64,${bytes.toString('base64')}"`]) assert.ok(html.includes(part), part);
});
test('nothing somebody wrote becomes markup in a saved file', () => {
  const html = exportHtml(exported({
    language: NASTY, title: NASTY, intro: NASTY, rows: [[NASTY, NASTY]], raw: { text: NASTY }, rawWords: NASTY,
    photos: [{ type: NASTY, bytes: new Uint8Array([1]), words: NASTY }],
  }));
  assert.doesNotMatch(html, /<script|<img src=x/);
  assert.equal(html.match(/<\/style>/g)?.length, 1);
  assert.equal(html.match(/<img /g)?.length, 1);
  assert.match(html, /src="data:image\/jpeg;base64,AQ=="/);
});
test('a saved file fetches nothing: every address in it is data', () => {
  const html = exportHtml(exported({ photos: [{ type: 'image/jpeg', bytes: new Uint8Array(3), words: '' }] }));
  for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) assert.match(address ?? '', /^data:image\//);
  assert.match(html, /default-src 'none'/);
});
test('escaping leaves nothing that ends an attribute', () => assert.equal(escaped(`a"b'c<d>e&f`), 'a&quot;b&#39;c&lt;d&gt;e&amp;f'));
test('a file name is one every system takes', () => {
  const at = Date.parse('2026-07-15T02:05:00Z');
  assert.equal(fileName('GD-2026/0715 ../x', at), 'fieldloop-GD-2026-0715-..-x-20260715-0205.html');
  assert.equal(fileName('//', at), 'fieldloop-unsent-20260715-0205.html');
});

const NOW = 1_784_000_000_000;
const item = (seq: number, lane: string, more: Partial<Waiting> = {}): Waiting => ({ seq, lane, made_at: NOW, tries: 0, retry_at: 0, ...more });

test('without a network that is the reason, whatever else is', () => {
  assert.equal(why(item(2, 'a', { retry_at: NOW + 1 }), [item(1, 'a')], false, false, NOW), 'network');
});
test('a later step of an order waits for an earlier one, other orders do not', () => {
  const all = [item(1, 'a', { tries: 3, retry_at: NOW + 9_000 }), item(2, 'a'), item(3, 'b')];
  assert.deepEqual(all.map((one) => why(one, all, true, false, NOW)), ['retry', 'behind', 'next']);
  assert.equal(why(all[2]!, all, true, true, NOW), 'sending');
});
test('days count whole days, and a phone whose clock ran ahead is not warned', () => {
  const days = (...made: number[]) => daysOld(made.map((made_at) => ({ made_at })), NOW);
  assert.deepEqual([days(), days(NOW), days(NOW - 86_400_000 * 5 + 1), days(NOW, NOW - 86_400_000 * 5), days(NOW + 99_999_999)], [0, 0, 4, 5, 0]);
});

test('phones are told apart by what they say of themselves', () => {
  assert.equal(platform('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)', 5), 'ios');
  assert.equal(platform('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15)', 5), 'ios');
  assert.equal(platform('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15)', 0), 'desk');
  assert.equal(platform('Mozilla/5.0 (Linux; Android 13; K)', 5), 'android');
  assert.equal(platform('Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1', 5), 'harmony');
});
test('a page inside a chat app is known', () => {
  assert.ok(insideApp('Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0.50'));
  assert.ok(!insideApp('Mozilla/5.0 (Linux; Android 13; K) Chrome/156.0.0.0 Mobile'));
});

const facts = (more: Partial<PushFacts> = {}): PushFacts => (
  { ios: false, installed: false, able: true, inside: false, permission: 'default', subscribed: false, failed: false, ...more });

test('each way push can be impossible has its own name', () => {
  assert.equal(pushStateOf(facts({ able: false })), 'unsupported');
  assert.equal(pushStateOf(facts({ able: false, ios: true })), 'install');
  assert.equal(pushStateOf(facts({ able: false, ios: true, installed: true })), 'unsupported');
  assert.equal(pushStateOf(facts({ permission: 'denied', subscribed: true })), 'denied');
  assert.equal(pushStateOf(facts({ failed: true, permission: 'granted' })), 'nobody');
  assert.equal(pushStateOf(facts({ inside: true })), 'inside');
  assert.equal(pushStateOf(facts()), 'off');
  assert.equal(pushStateOf(facts({ permission: 'granted', subscribed: true, failed: true })), 'on');
});

const kept: KeptPush = { id: '1', person: 'me', endpoint: 'https://p/1', key: 'K' };
const same = { endpoint: kept.endpoint, key: kept.key };

test('a subscription that is what the server knows is left alone', () => assert.equal(renewal(kept, same, 'me', 'K', true), 'nothing'));
test('who never switched push on is never subscribed', () => assert.equal(renewal(null, null, 'me', 'K', true), 'nothing'));
test('who took the permission away is not asked again', () => assert.equal(renewal(kept, null, 'me', 'K', false), 'nothing'));
test('a subscription that is gone is made again', () => assert.equal(renewal(kept, null, 'me', 'K', true), 'subscribe'));
test('a subscription for an older key of the server is made again', () => assert.equal(renewal(kept, same, 'me', 'NEW', true), 'subscribe'));
test('a subscription the browser changed is told to the server', () => {
  assert.equal(renewal(kept, { endpoint: 'https://p/2', key: 'K' }, 'me', 'K', true), 'send');
});
test('another person’s subscription is dropped, whatever the permission', () => {
  for (const granted of [true, false]) assert.equal(renewal(kept, same, 'other', 'K', granted), 'drop');
});

test('a code is read from the address and from a scanned square', () => {
  assert.equal(codeOf('#Ab3-_9xyz'), 'Ab3-_9xyz');
  assert.equal(codeIn('https://fieldloop.example/enrol#Ab3-_9xyz'), 'Ab3-_9xyz');
  assert.equal(codeIn(' http://127.0.0.1:8000/enrol/#Ab3-_9xyz\n'), 'Ab3-_9xyz');
});
test('what is no code is not sent anywhere', () => {
  for (const hash of ['', '#', '#a/../b', '#a b', `#${'x'.repeat(300)}`]) assert.equal(codeOf(hash), null, hash);
  for (const text of ['https://f.example/s/jy1-737', 'https://f.example/enrol', 'javascript:x/enrol#abcd', 'https://f.example/x/enrol#abcd']) assert.equal(codeIn(text), null, text);
});

const KEY = new ArrayBuffer(65);
const subscription = (endpoint: string) => ({ endpoint, options: { applicationServerKey: KEY }, toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }) });
async function resubscribed(change: Change, ok = true, replaces?: string) {
  const asked: unknown[] = [], posted: unknown[] = [];
  const told = await resubscribe(
    { subscribe: (wanted) => { asked.push(wanted); return Promise.resolve(subscription('https://p/new')); } },
    change, (path, body) => { posted.push([path, body]); return Promise.resolve({ ok }); }, replaces);
  return { told, asked, posted };
}

test('a subscription the browser took away is made again with its key, and the server learns which one it replaces', async () => {
  const { told, asked, posted } = await resubscribed({ oldSubscription: subscription('https://p/old') }, true, 'the-old-id');
  assert.deepEqual(asked, [{ userVisibleOnly: true, applicationServerKey: KEY }]);
  assert.deepEqual(posted, [['/push-subscriptions', { endpoint: 'https://p/new', keys: { p256dh: 'p', auth: 'a' }, replaces: 'the-old-id' }]]);
  assert.equal(told, true);
});
test('a subscription the browser has made anew is only told', async () => {
  const { asked, posted } = await resubscribed({ newSubscription: subscription('https://p/new') });
  assert.deepEqual([asked.length, posted.length], [0, 1]);
});
test('without a key nothing is subscribed, and a server that refuses is no success', async () => {
  assert.deepEqual(await resubscribed({}), { told: false, asked: [], posted: [] });
  assert.equal((await resubscribed({ oldSubscription: subscription('https://p/old') }, false)).told, false);
});
