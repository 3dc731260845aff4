import { Problem } from '../core/problem.ts';
import type { Reply, Shrunk } from '../worker/photo.ts';
import { shrinking } from './busy.ts';
import { workerScript } from './trusted.ts';

export { shrinking };

/** `LONGEST_MS`: no phone needs so long for one picture. `WRITING_MS`: what became of it is written down right after. */
const IDLE_MS = 10_000, LONGEST_MS = 60_000, WRITING_MS = 1_000;
let worker: Worker | null = null;
let idle = 0;
let last: Promise<unknown> = Promise.resolve();

/** Makes a picture small enough to send, one at a time: two 12-megapixel pictures at once kill a 2 GB phone. */
export function shrink(file: Blob): Promise<Shrunk> {
  const mine = last.then(() => run(file));
  last = mine.catch(() => undefined);
  shrinking.value++;
  void last.then(() => setTimeout(() => shrinking.value--, WRITING_MS));
  return mine;
}

function run(file: Blob): Promise<Shrunk> {
  clearTimeout(idle);
  worker ??= new Worker(workerScript(), { type: 'module' });
  const hired = worker;
  let limit = 0;
  return new Promise<Shrunk>((resolve, reject) => {
    // A worker that did not load, or hangs, would keep every later picture waiting: the next one gets a new worker.
    const dead = () => {
      dismiss();
      reject(new Problem('photo.unreadable', -1));
    };
    limit = window.setTimeout(dead, LONGEST_MS);
    hired.onerror = hired.onmessageerror = dead;
    hired.onmessage = (event: MessageEvent<Reply>) =>
      event.data.ok ? resolve(event.data.photo) : reject(new Problem('photo.unreadable', -1, event.data.reason));
    hired.postMessage(file);
  }).finally(() => {
    clearTimeout(limit);
    idle = window.setTimeout(dismiss, IDLE_MS);
  });
}

function dismiss(): void {
  worker?.terminate();
  worker = null;
}
