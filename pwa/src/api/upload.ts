import { Problem } from '../core/problem.ts';
import { failure } from './client.ts';

/** Nothing moved for this long: the connection is dead. A slow upload that moves is never cut off. */
const STALLED_MS = 45_000;
/** fetch does not tell whether anything moves; a service worker must not hold the lock for ever. */
const LONGEST_MS = 120_000;

export interface Bytes { readonly sha256: string; readonly bytes: ArrayBuffer; readonly type: string; readonly person: string }
type Progress = (fraction: number) => void;
type Headers = Readonly<Record<string, string>>;
interface Answer { readonly status: number; readonly header: (name: string) => string | null; readonly text: string }

/**
 * Brings a photo to the server under its own hash; the server's receipt must name the same hash.
 * After a failure it first asks how much has arrived, and sends only the rest.
 */
export async function sendPhoto(photo: Bytes, again: boolean, progress: Progress, begun: (from: number) => void = () => {}): Promise<void> {
  const { from, complete } = again ? await arrived(photo) : NOTHING;
  begun(from);
  if (complete) return;
  const headers: Headers = from === 0 ? { 'Content-Type': photo.type }
    : { 'Content-Type': 'application/partial-upload', 'Upload-Offset': String(from), 'Upload-Complete': '?1' };
  const sum = (sent: number) => progress((from + sent) / photo.bytes.byteLength);
  const answer = await request(from === 0 ? 'PUT' : 'PATCH', photo, headers, photo.bytes.slice(from), sum);
  const body = parsed(answer.text);
  if (answer.status >= 300) throw failure(answer.status, body);
  if ((body as { sha256?: unknown } | null)?.sha256 !== photo.sha256) throw new Problem('net.foreign', 0);
}

const NOTHING = { from: 0, complete: false };

/** How many bytes the server has. All of them are not enough: the photo is complete only once its hash was found right. */
async function arrived(photo: Bytes): Promise<typeof NOTHING> {
  const answer = await request('HEAD', photo, {});
  const from = Number(answer.header('Upload-Offset') ?? 0);
  if (answer.status >= 300 || !Number.isInteger(from) || from < 0 || from > photo.bytes.byteLength) return NOTHING;
  return { from, complete: answer.header('Upload-Complete') === '?1' && from === photo.bytes.byteLength };
}

/** XMLHttpRequest tells how much has left, which somebody on 2G wants to see; a service worker has only fetch. */
function request(method: string, photo: Bytes, headers: Headers, body?: ArrayBuffer, progress?: Progress): Promise<Answer> {
  const url = `/api/v1/photos/${photo.sha256}`, all = { 'X-Fieldloop': '1', 'X-Fieldloop-Person': photo.person, ...headers };
  return typeof XMLHttpRequest === 'undefined' ? byFetch(method, url, all, body) : byXhr(method, url, all, body, progress);
}

async function byFetch(method: string, url: string, headers: Headers, body?: ArrayBuffer): Promise<Answer> {
  try {
    const answer = await fetch(url, { method, headers, signal: AbortSignal.timeout(body ? LONGEST_MS : STALLED_MS), ...(body ? { body } : {}) });
    return { status: answer.status, header: (name) => answer.headers.get(name), text: await answer.text() };
  } catch {
    throw new Problem('net.unreachable', 0);
  }
}

function byXhr(method: string, url: string, headers: Headers, body?: ArrayBuffer, progress?: Progress): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    let timer = setTimeout(() => sent.abort(), STALLED_MS);
    sent.open(method, url);
    for (const [name, value] of Object.entries(headers)) sent.setRequestHeader(name, value);
    if (body) {
      sent.upload.onprogress = (event) => {
        clearTimeout(timer);
        timer = setTimeout(() => sent.abort(), STALLED_MS);
        progress?.(event.loaded);
      };
    }
    sent.onload = () => resolve({ status: sent.status, header: (name) => sent.getResponseHeader(name), text: sent.responseText });
    sent.onerror = () => reject(new Problem('net.unreachable', 0));
    sent.onabort = () => reject(new Problem('net.timeout', 0));
    sent.onloadend = () => clearTimeout(timer);
    sent.send(body ?? null);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
