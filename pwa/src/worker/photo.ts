import { exif, type FileFacts } from '../core/exif.ts';
import { fitted, header, type Header } from '../core/picture.ts';
import { sha256Hex } from './sha256.ts';

/** Longest side of what is sent: enough to read a house number, a tenth of the bytes of the original. */
const LONGEST = 2048;
const QUALITY = 0.85;
const SENDABLE = /^image\/(jpeg|png|webp)$/;
const SMALL_BYTES = 600_000;
const MOST_BYTES = 12 * 1024 * 1024;
/** Only a JPEG can be decoded at a part of its size; the others take four bytes for every pixel they claim. */
const MOST_PIXELS = { jpeg: 120_000_000, png: 40_000_000, webp: 40_000_000 };
/** A camera's own thumbnails and colour tables may stand before the size; what is not in here is not looked for. */
const HEAD_BYTES = 1024 * 1024;

export interface Shrunk {
  readonly bytes: ArrayBuffer; readonly type: string; readonly sha256: string;
  /** What the file said of itself, read before a canvas made it forget. */
  readonly facts: FileFacts;
}
export type Reply = { readonly ok: true; readonly photo: Shrunk } | { readonly ok: false; readonly reason: string };

self.addEventListener('message', (event: MessageEvent<Blob>) => void answer(event.data));

async function answer(file: Blob): Promise<void> {
  try {
    const said = await head(file).catch(() => null);
    if (said && said.width * said.height > MOST_PIXELS[said.kind]) throw new Error(`${said.width} x ${said.height} is too much to look at`);
    const { orientation, ...facts } = said?.exif ? exif(said.exif) : { orientation: 1 };
    const blob = await shrink(file, said, orientation).catch(() => asItIs(file));
    const bytes = await blob.arrayBuffer();
    const photo = { bytes, type: blob.type, sha256: await sha256Hex(bytes), facts };
    self.postMessage({ ok: true, photo } satisfies Reply, { transfer: [bytes] });
  } catch (thrown) {
    self.postMessage({ ok: false, reason: String(thrown) } satisfies Reply);
  }
}

/** A WebP picture keeps its facts at its end. */
async function head(file: Blob): Promise<Header | null> {
  const part = file.type === 'image/webp' && file.size <= MOST_BYTES ? file : file.slice(0, HEAD_BYTES);
  return header(new Uint8Array(await part.arrayBuffer()));
}

/** An old browser cannot draw in a worker; then the camera's own file goes, if the server would take it. */
function asItIs(file: Blob): Blob {
  if (!SENDABLE.test(file.type) || file.size > MOST_BYTES) throw new Error(`cannot shrink ${file.type} of ${file.size} bytes`);
  return file;
}

/** Upright by the camera's orientation mark, at most 2,048 px, JPEG; a small file is sent as it is. */
async function shrink(file: Blob, said: Header | null, orientation: number): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image', ...smaller(said, orientation) });
  try {
    const large = said ?? picture;
    if (Math.max(large.width, large.height) <= LONGEST && file.size < SMALL_BYTES && SENDABLE.test(file.type)) return file;
    const { width, height } = fitted(picture, LONGEST);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  } finally {
    picture.close();
  }
}

/**
 * Lets the browser make it small while it decodes: 50 megapixels are 200 MB otherwise, and the system kills a 2 GB phone's page for that.
 * Only the longer side is named: a browser that turns the picture after it has made it small would squeeze it.
 */
function smaller(said: Header | null, orientation: number): ImageBitmapOptions {
  if (!said || Math.max(said.width, said.height) <= LONGEST) return {};
  const { width, height } = fitted(said, LONGEST, orientation);
  return { resizeQuality: 'high', ...(width >= height ? { resizeWidth: width } : { resizeHeight: height }) };
}
