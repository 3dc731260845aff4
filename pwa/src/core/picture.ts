/** What a picture file says of itself before anybody decodes it: a 50-megapixel picture takes 200 MB to find out otherwise. */
export interface Header {
  readonly kind: 'jpeg' | 'png' | 'webp';
  /** As stored; a camera held upright stores a lying picture and an orientation mark. */
  readonly width: number;
  readonly height: number;
  /** The TIFF block of the EXIF facts, if there is one. */
  readonly exif: Uint8Array | null;
}

/** Reads a header from the beginning of a file; `null` when it is cut off, broken, or of another kind. Every offset is checked: files lie. */
export function header(bytes: Uint8Array): Header | null {
  if (bytes.length < 12) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint16(0) === 0xffd8 ? jpeg(bytes, view)
    : view.getUint32(0) === 0x89504e47 ? png(bytes, view)
    : ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP' ? webp(bytes, view) : null;
  return found && found.width > 0 && found.height > 0 ? found : null;
}

export function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, Math.min(at + length, bytes.length)));
}

const EXIF = 'Exif\0\0';
const bare = (block: Uint8Array) => (ascii(block, 0, 6) === EXIF ? block.subarray(6) : block);

function jpeg(bytes: Uint8Array, view: DataView): Header | null {
  let exif: Uint8Array | null = null;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    // Fill bytes, and marks without a length.
    if (marker === 0xff) { at++; continue; }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) { at += 2; continue; }
    // The picture begins, or ends, and its size was never said.
    if (marker === 0xda || marker === 0xd9) return null;
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return null;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return length < 8 ? null : { kind: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7), exif };
    }
    if (marker === 0xe1 && !exif && ascii(bytes, at + 4, 6) === EXIF) exif = bytes.subarray(at + 10, at + 2 + length);
    at += 2 + length;
  }
  return null;
}

function png(bytes: Uint8Array, view: DataView): Header | null {
  if (bytes.length < 24 || ascii(bytes, 12, 4) !== 'IHDR') return null;
  const size = { kind: 'png', width: view.getUint32(16), height: view.getUint32(20) } as const;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) break;
    if (ascii(bytes, at + 4, 4) === 'eXIf') return { ...size, exif: bare(bytes.subarray(at + 8, at + 8 + length)) };
    at += 12 + length;
  }
  return { ...size, exif: null };
}

function webp(bytes: Uint8Array, view: DataView): Header | null {
  let size: { width: number; height: number } | null = null, exif: Uint8Array | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = ascii(bytes, at, 4), length = view.getUint32(at + 4, true), from = at + 8;
    size ??= from + 10 <= bytes.length ? webpSize(name, view, from) : null;
    if (name === 'EXIF' && from + length <= bytes.length) exif ??= bare(bytes.subarray(from, from + length));
    at = from + length + (length % 2);
  }
  return size && { kind: 'webp', ...size, exif };
}

function webpSize(name: string, view: DataView, at: number): { width: number; height: number } | null {
  const three = (from: number) => view.getUint16(from, true) + view.getUint8(from + 2) * 65_536;
  if (name === 'VP8X') return { width: three(at + 4) + 1, height: three(at + 7) + 1 };
  if (name === 'VP8 ') return { width: view.getUint16(at + 6, true) & 0x3fff, height: view.getUint16(at + 8, true) & 0x3fff };
  if (name !== 'VP8L' || view.getUint8(at) !== 0x2f) return null;
  const bits = view.getUint32(at + 1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Scales down to a longest side, and turns the sides over when the picture lies. */
export function fitted({ width, height }: { width: number; height: number }, longest: number, orientation = 1): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  const across = Math.max(1, Math.round(width * scale)), down = Math.max(1, Math.round(height * scale));
  return orientation >= 5 && orientation <= 8 ? { width: down, height: across } : { width: across, height: down };
}
