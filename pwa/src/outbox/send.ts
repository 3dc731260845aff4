import * as api from '../api/calls.ts';
import { sendPhoto } from '../api/upload.ts';
import { answers, judged, later, park, photoAfter, spoilt, type Held, type Item } from '../core/outbox.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { sha256 as hashOf } from '../core/sha256.ts';
import { bytesOf, discard, savePhoto, saveItem, settle } from '../db/outbox.ts';
import type { Answer, Sent, Watcher } from './flush.ts';

const seconds = (problem: Problem) => Number(problem.facts['retry_after'] ?? 0) * 1000 || 0;

/** How far each photo had come at the last look. */
const reached = new Map<string, number>();

/** Sends one photo and writes the receipt, or when to try again. */
export async function upload(photo: Held, watcher: Watcher): Promise<Sent> {
  const { person, sha256, type, tries } = photo;
  const bytes = await bytesOf(person, sha256);
  if (!bytes) return await savePhoto({ ...photo, refused: 'photo.gone' }), 'done';
  let moved = false;
  const begun = (from: number) => {
    moved = from > (reached.get(sha256) ?? 0);
    reached.set(sha256, from);
  };
  try {
    await sendPhoto({ sha256, bytes, type, person }, tries > 0, (fraction) => watcher.progress?.(sha256, fraction), begun);
    await savePhoto({ ...photo, stored: true });
  } catch (thrown) {
    let problem = asProblem(thrown);
    if (judged(problem) === 'out') return 'out';
    // Damaged on its way it goes again; damaged on this phone it never will.
    if (problem.code === 'photo.hash_mismatch' && hashOf(new Uint8Array(bytes)) === sha256) problem = new Problem('net.unreachable', 0);
    // A line that breaks but carries is no reason to wait longer each time.
    await savePhoto(photoAfter(moved ? { ...photo, tries: 1 } : photo, problem, Date.now(), Math.random()));
  }
  return 'done';
}

/** Tells the server one thing; the item leaves only with the answer to it, stored in the same step. */
export async function tell(item: Item, photos: ReadonlyMap<string, Held>, watcher: Watcher): Promise<Sent> {
  try {
    const bad = spoilt(item, photos);
    if (bad) throw new Problem(bad, 422);
    const answer = await send(item);
    if (!answers(item, answer)) throw new Problem('net.foreign', 0);
    return await done(item, answer, watcher);
  } catch (thrown) {
    return failed(item, asProblem(thrown), photos, watcher);
  }
}

async function done(item: Item, answer: Answer, watcher: Watcher): Promise<Sent> {
  await settle(item, answer).catch((thrown: unknown) => {
    // With no room left for the answer, what was answered must leave all the same: it would be sent for ever.
    if (asProblem(thrown).code !== 'app.storage') throw thrown;
    return discard(item);
  });
  watcher.answered?.(item, answer);
  return 'done';
}

/** A second "accept" of what is mine already, from another tab or after a lost answer: that is what was wanted. */
function mineAlready(item: Item, problem: Problem): Answer | null {
  const order = problem.facts['order'] as Extract<Answer, { events: unknown }> | undefined;
  const accepting = item.kind === 'act' && item.body.action === 'accept';
  return accepting && order?.state === 'accepted' && order.person?.id === item.person ? order : null;
}

const send = (item: Item): Promise<Answer> => {
  const { person } = item;
  if (item.kind === 'inspect') return api.judge(item.lane, item.body, { person });
  return item.kind === 'act' ? api.act(item.lane, item.body, { person }) : api.report(item.body, { person });
};

async function failed(item: Item, problem: Problem, photos: ReadonlyMap<string, Held>, watcher: Watcher): Promise<Sent> {
  const verdict = judged(problem), mine = item.photos.map((sha256) => photos.get(sha256)).filter((one) => one !== undefined);
  if (verdict === 'out') return 'out';
  if (verdict === 'photos' && mine.length && item.tries < 3) {
    // The server has lost or never had them: they go again, then the item.
    for (const photo of mine) await savePhoto({ ...photo, stored: false, tries: 1, retry_at: 0 });
    await saveItem({ ...item, tries: item.tries + 1, retry_at: 0 });
    return 'done';
  }
  if (verdict === 'later') {
    await saveItem(later(item, Date.now(), Math.random(), seconds(problem)));
    if (item.tries === 0) watcher.kept?.(item);
    return 'done';
  }
  const wanted = mineAlready(item, problem);
  if (wanted) return done(item, wanted, watcher);
  // That a look is refused is nobody's loss.
  if (item.kind === 'act' && item.body.action === 'seen') return await discard(item), 'done';
  const parked = park(item, problem, Date.now());
  await saveItem(parked);
  watcher.refused?.(parked, problem);
  return 'done';
}
