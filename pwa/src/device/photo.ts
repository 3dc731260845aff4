import { Problem } from '../core/problem.ts';
import type { Reply, Shrunk } from '../worker/photo.ts';
import { workerScript } from './trusted.ts';

const IDLE_MS = 10_000;
let worker: Worker | null = null;
let idle = 0;
let last: Promise<unknown> = Promise.resolve();

/** Makes a picture small enough to send, one at a time: two 12-megapixel pictures at once kill a 2 GB phone. */
export function shrink(file: Blob): Promise<Shrunk> {
  const mine = last.then(() => run(file));
  last = mine.catch(() => undefined);
  return mine;
}

function run(file: Blob): Promise<Shrunk> {
  clearTimeout(idle);
  worker ??= new Worker(workerScript(), { type: 'module' });
  const hired = worker;
  return new Promise<Shrunk>((resolve, reject) => {
    hired.onmessage = (event: MessageEvent<Reply>) =>
      event.data.ok ? resolve(event.data.photo) : reject(new Problem('photo.unreadable', -1, event.data.reason));
    hired.onerror = () => reject(new Problem('photo.unreadable', -1));
    hired.postMessage(file);
  }).finally(() => {
    idle = window.setTimeout(dismiss, IDLE_MS);
  });
}

function dismiss(): void {
  worker?.terminate();
  worker = null;
}
