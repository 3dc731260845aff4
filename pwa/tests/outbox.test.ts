import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answers, judged, later, nextItem, nextPhoto, nextTime, park, photoAfter, spoilt, type Held, type Item } from '../src/core/outbox.ts';
import { Problem, problemOf } from '../src/core/problem.ts';

const NOW = Date.UTC(2026, 10, 23, 8);
const command = (id: string) => ({ id, action: 'comment', at: '2026-11-23T08:00:00Z' }) as const;
const item = (seq: number, lane: string, more: Partial<Item> = {}): Item => ({
  seq, id: `id${seq}`, person: 'wang', lane, kind: 'act', body: command(`id${seq}`), photos: [], made_at: NOW, tries: 0, retry_at: 0, parked: null, ...more,
} as Item);
const photo = (sha256: string, more: Partial<Held> = {}): Held => ({
  person: 'wang', sha256, type: 'image/jpeg', size_bytes: 9, stored: false, refused: null, tries: 0, retry_at: 0, ...more,
});
const holding = (...all: Held[]) => new Map(all.map((one) => [one.sha256, one]));
const refusal = new Problem('order.wrong_state', 409, 'It is closed.', { title: 'Wrong state' });

test('one order goes in the order of its taps, and waits for nobody else', () => {
  const items = [item(2, 'b'), item(3, 'a'), item(1, 'a', { retry_at: NOW + 5000 })];
  assert.equal(nextItem(items, new Map(), NOW)?.seq, 2);
  assert.equal(nextItem([item(3, 'a'), item(1, 'a', { retry_at: NOW + 5000 })], new Map(), NOW), null);
  assert.equal(nextTime(items, new Map()), 0);
});
test('what was refused lets the next tap on the same order pass', () => {
  const items = [park(item(1, 'a'), refusal, NOW), item(2, 'a')];
  assert.equal(nextItem(items, new Map(), NOW)?.seq, 2);
  assert.deepEqual(items[0]?.parked, { code: 'order.wrong_state', status: 409, title: 'Wrong state', detail: 'It is closed.', at: NOW });
});
test('who is too late to accept hears that somebody else was first', () => {
  const accepting = item(1, 'a', { body: { ...command('id1'), action: 'accept' } } as Partial<Item>);
  const refusedWith = (order: object) => park(accepting, new Problem('order.wrong_state', 409, '', { order }), NOW).parked?.code;
  assert.equal(park(accepting, refusal, NOW).parked?.code, 'order.taken');
  assert.equal(refusedWith({ state: 'accepted', person: { id: 'li' } }), 'order.taken');
  assert.equal(refusedWith({ state: 'void', person: { id: 'wang' } }), 'order.void');
  assert.equal(refusedWith({ state: 'suspended', person: { id: 'wang' } }), 'order.wrong_state');
  assert.equal(park(item(1, 'a'), refusal, NOW).parked?.code, 'order.wrong_state');
});
test('a tap waits for its photos, other orders do not', () => {
  const items = [item(1, 'a', { photos: ['p'] }), item(2, 'b')];
  assert.equal(nextItem(items, holding(photo('p')), NOW)?.seq, 2);
  assert.equal(nextItem(items, holding(photo('p', { stored: true })), NOW)?.seq, 1);
  assert.equal(nextItem(items, new Map(), NOW)?.seq, 1);
});
test('the next try of a tap whose photo failed is the photo\'s', () => {
  assert.equal(nextTime([item(1, 'a', { photos: ['p'] })], holding(photo('p', { retry_at: NOW + 7 }))), NOW + 7);
  assert.equal(nextTime([], holding(photo('p', { stored: true }))), null);
});
test('photos of the oldest tap go first, those of a draft last', () => {
  const held = holding(photo('draft'), photo('two'), photo('one'));
  const items = [item(2, 'b', { photos: ['two'] }), item(1, 'a', { photos: ['one'] })];
  assert.equal(nextPhoto(items, held, NOW)?.sha256, 'one');
  assert.equal(nextPhoto([], holding(photo('draft')), NOW)?.sha256, 'draft');
  assert.equal(nextPhoto(items, holding(photo('one', { stored: true }), photo('two', { refused: 'photo.broken' })), NOW), null);
});
test('waits double up to five minutes, are spread, and hear what the server asks for', () => {
  assert.equal(later(item(1, 'a'), NOW, 1).retry_at, NOW + 1000);
  assert.equal(later(item(1, 'a'), NOW, 0).retry_at, NOW + 500);
  assert.equal(later(item(1, 'a', { tries: 40 }), NOW, 1).retry_at, NOW + 300_000);
  assert.equal(later(item(1, 'a'), NOW, 1, 60_000).retry_at, NOW + 60_000);
});
test('a clock that was set back does not make anything wait for days', () => {
  assert.equal(nextItem([item(1, 'a', { retry_at: NOW + 86_400_000 })], new Map(), NOW)?.seq, 1);
});
test('only a clear refusal of our own server parks', () => {
  const says = (status: number, code = 'x') => judged(new Problem(code, status));
  for (const status of [0, -1, 408, 425, 429, 500, 502, 503, 504]) assert.equal(says(status), 'later', String(status));
  for (const status of [400, 403, 404, 409, 413, 415, 422]) assert.equal(says(status), 'park', String(status));
  assert.equal(says(401, 'auth.required'), 'out');
  assert.equal(says(403, 'auth.csrf'), 'out');
  assert.equal(says(409, 'photo.missing'), 'photos');
  assert.equal(judged(problemOf(404, '<html>Please sign in to this Wi-Fi</html>')), 'later');
});
test('a photo that our server calls no photo is given up, one that broke off is sent on', () => {
  const after = (code: string) => photoAfter(photo('p'), new Problem(code, 422), NOW, 1);
  assert.equal(after('photo.broken').refused, 'photo.broken');
  assert.equal(photoAfter(photo('p'), new Problem('photo.offset', 409), NOW, 1).refused, null);
  assert.equal(spoilt(item(1, 'a', { photos: ['p'] }), holding(photo('p', { refused: 'photo.broken' }))), 'photo.broken');
});
test('only the answer with the same id is an answer', () => {
  const mine = item(1, 'a'), order = { id: 'a', events: [{ id: 'id1' }] };
  assert.ok(answers(mine, order));
  for (const other of [null, 'ok', {}, { id: 'b', events: [{ id: 'id1' }] }, { id: 'a', events: [{ id: 'id2' }] }, { id: 'a' }]) assert.ok(!answers(mine, other));
  const report = item(2, 'r', { kind: 'report', body: { id: 'id2', at: '' } } as Partial<Item>);
  assert.ok(answers(report, { signal_id: 'id2' }));
  assert.ok(!answers(report, { signal_id: 'id1' }));
  const finding = item(3, 'i', { kind: 'inspect', body: { id: 'id3', at: '', verdict: 'good' } } as Partial<Item>);
  assert.ok(answers(finding, { id: 'i' }));
  assert.ok(!answers(finding, { id: 'id3' }));
});

/** The network and the system, at their worst: what happens to one attempt to send. */
const FATES = ['arrives', 'request lost', 'answer lost', 'busy', 'foreign page', 'killed before', 'killed after', 'answer of another'] as const;
type Fate = (typeof FATES)[number];

/** A server that applies an id once, refuses some for ever, and wants photos first. */
class Server {
  readonly applied: string[] = [];
  readonly attempts = new Map<string, number>();
  readonly photos = new Set<string>();
  readonly refusals: ReadonlySet<string>;
  constructor(refusals: ReadonlySet<string>) { this.refusals = refusals; }

  take(one: Item): Problem | object {
    this.attempts.set(one.id, (this.attempts.get(one.id) ?? 0) + 1);
    if (this.refusals.has(one.id)) return refusal;
    if (one.photos.some((sha256) => !this.photos.has(sha256))) return new Problem('photo.missing', 409);
    if (!this.applied.includes(one.id)) this.applied.push(one.id);
    return { id: one.lane, events: [{ id: one.id }] };
  }
}

/** The phone's storage outlives every kill; what a flusher holds in its hands does not. */
class Phone {
  items: Item[] = [];
  held = new Map<string, Held>();
  now = NOW;
  readonly server: Server;
  constructor(server: Server) { this.server = server; }

  tap(seq: number, lane: string, photos: readonly string[]): void {
    for (const sha256 of photos) if (!this.held.has(sha256)) this.held.set(sha256, photo(sha256));
    this.items.push(item(seq, lane, { photos }));
  }

  /** One attempt with whatever is next. Answers whether there was anything to do. */
  attempt(fate: Fate): boolean {
    const picture = nextPhoto(this.items, this.held, this.now), next = nextItem(this.items, this.held, this.now);
    if (picture) this.send(fate, () => this.server.photos.add(picture.sha256), (answer) => this.held.set(picture.sha256,
      answer instanceof Problem ? photoAfter(picture, answer, this.now, 0.5) : { ...picture, stored: true }));
    if (next) this.send(fate, () => this.server.take(next), (answer) => this.settle(next, answer));
    return picture !== null || next !== null;
  }

  private send(fate: Fate, arrive: () => unknown, write: (answer: unknown) => void): void {
    if (fate === 'killed before') return;
    if (fate === 'request lost') return write(new Problem('net.unreachable', 0));
    if (fate === 'busy') return write(new Problem('server.unavailable', 503));
    if (fate === 'foreign page') return write(problemOf(403, '<html>'));
    const answer = arrive();
    if (fate === 'answer lost') return write(new Problem('net.timeout', 0));
    if (fate === 'answer of another') return write({ id: 'somebody', events: [] });
    if (fate === 'arrives') write(answer);
  }

  private settle(one: Item, answer: unknown): void {
    const put = (changed: Item | null): void => void (this.items = this.items.flatMap((other) => (other.id !== one.id ? [other] : changed ? [changed] : [])));
    if (!(answer instanceof Problem)) return put(answers(one, answer) ? null : later(one, this.now, 0.5));
    const verdict = judged(answer);
    put(verdict === 'park' ? park(one, answer, this.now) : later(one, this.now, 0.5));
  }
}

const taps = fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), photos: fc.uniqueArray(fc.constantFrom('p', 'q', 'r', 's'), { maxLength: 2 }), refused: fc.boolean() }), { maxLength: 12 });
const fates = fc.array(fc.tuple(fc.constantFrom(...FATES), fc.nat(400_000)), { maxLength: 120 });

test('under any order of failures and kills nothing is lost, nothing is applied twice, and every order keeps its order', () => {
  fc.assert(fc.property(taps, fates, (made, bad) => {
    const server = new Server(new Set(made.flatMap((one, index) => (one.refused ? [`id${index + 1}`] : [])))), phone = new Phone(server);
    made.forEach((one, index) => phone.tap(index + 1, one.lane, one.photos));
    const whole = () => {
      for (const [index] of made.entries()) {
        const id = `id${index + 1}`, here = phone.items.filter((one) => one.id === id), there = server.applied.filter((one) => one === id);
        assert.ok(here.length + there.length > 0, `${id} is nowhere`);
        assert.ok(here.length <= 1 && there.length <= 1, `${id} is doubled`);
      }
    };
    for (const [fate, wait] of bad) {
      phone.now += wait;
      phone.attempt(fate);
      whole();
    }
    // The network is good again: what waits gets through, in bounded many steps.
    for (let round = 0; round < 200 && nextTime(phone.items, phone.held) !== null; round++) {
      phone.now = Math.max(phone.now, nextTime(phone.items, phone.held) ?? 0);
      phone.attempt('arrives');
      whole();
    }
    assert.deepEqual(phone.items.map((one) => [one.id, one.parked?.code]), made.flatMap((one, index) => (one.refused ? [[`id${index + 1}`, 'order.wrong_state']] : [])));
    assert.deepEqual([...phone.held.values()].filter((one) => !one.stored), []);
    for (const lane of ['a', 'b', 'c']) {
      const wanted = made.flatMap((one, index) => (one.lane === lane && !one.refused ? [`id${index + 1}`] : []));
      assert.deepEqual(server.applied.filter((id) => wanted.includes(id)), wanted, `lane ${lane}`);
    }
  }), { numRuns: 1000 });
});
test('two flushers that know nothing of each other apply nothing twice and lose nothing', () => {
  fc.assert(fc.property(taps, fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...FATES)), { maxLength: 60 }), (made, moves) => {
    const server = new Server(new Set()), phone = new Phone(server), hands: [Item | null, Item | null] = [null, null];
    made.forEach((one, index) => phone.tap(index + 1, one.lane, []));
    for (const [left, fate] of moves) {
      const hand = left ? 0 : 1, holds = hands[hand];
      if (!holds) hands[hand] = nextItem(phone.items, phone.held, phone.now);
      else {
        const answer = fate === 'request lost' ? null : server.take(holds);
        if (answers(holds, answer) && fate === 'arrives') phone.items = phone.items.filter((one) => one.id !== holds.id);
        hands[hand] = null;
      }
      assert.equal(new Set(server.applied).size, server.applied.length);
      for (const [index] of made.entries()) assert.ok(phone.items.some((one) => one.id === `id${index + 1}`) || server.applied.includes(`id${index + 1}`));
    }
  }), { numRuns: 500 });
});
test('a damaged photo parks its tap with the photo as the reason, and the rest goes on', () => {
  const held = holding(photo('p', { refused: 'photo.broken' }));
  const next = nextItem([item(1, 'a', { photos: ['p'] })], held, NOW);
  assert.equal(next?.seq, 1);
  assert.equal(next && spoilt(next, held), 'photo.broken');
});
