import { sha256Hex } from './sha256.ts';

/** Longest side of what is sent: enough to read a house number, a tenth of the bytes of the original. */
const LONGEST = 2048;
const QUALITY = 0.85;
const SENDABLE = /^image\/(jpeg|png|webp)$/;
const SMALL_BYTES = 600_000;
const MOST_BYTES = 12 * 1024 * 1024;

export interface Shrunk { readonly bytes: ArrayBuffer; readonly type: string; readonly sha256: string }
export type Reply = { readonly ok: true; readonly photo: Shrunk } | { readonly ok: false; readonly reason: string };

self.addEventListener('message', (event: MessageEvent<Blob>) => void answer(event.data));

async function answer(file: Blob): Promise<void> {
  try {
    const blob = await shrink(file).catch(() => asItIs(file));
    const bytes = await blob.arrayBuffer();
    const photo = { bytes, type: blob.type, sha256: await sha256Hex(bytes) };
    self.postMessage({ ok: true, photo } satisfies Reply, { transfer: [bytes] });
  } catch (thrown) {
    self.postMessage({ ok: false, reason: String(thrown) } satisfies Reply);
  }
}

/** An old browser cannot draw in a worker; then the camera's own file goes, if the server would take it. */
function asItIs(file: Blob): Blob {
  if (!SENDABLE.test(file.type) || file.size > MOST_BYTES) throw new Error(`cannot shrink ${file.type} of ${file.size} bytes`);
  return file;
}

/** Upright by the camera's orientation mark, at most 2,048 px, JPEG; a small file is sent as it is. */
async function shrink(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size < SMALL_BYTES && SENDABLE.test(file.type)) return file;
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}
