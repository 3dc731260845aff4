import { ascii } from './picture.ts';

/** When and where a file says it was taken: a claim of the camera, kept beside the bytes. */
export interface FileFacts { readonly taken_at?: string; readonly lat?: number; readonly lon?: number }
export interface Exif extends FileFacts { readonly orientation: number }

const ORIENTATION = 0x0112, EXIF_IFD = 0x8769, GPS_IFD = 0x8825, ORIGINAL = 0x9003, DIGITIZED = 0x9004, OFFSET = 0x9011;
/** Bytes of one value, by TIFF type: byte, ascii, short, long, rational. */
const BYTES: readonly number[] = [0, 1, 1, 2, 4, 8];
/** No camera writes more; a made-up count of four thousand million must not be walked. */
const MOST_ENTRIES = 256;

interface Entry { readonly type: number; readonly count: number; readonly at: number }
interface Tiff { readonly bytes: Uint8Array; readonly view: DataView; readonly little: boolean }
type Directory = ReadonlyMap<number, Entry>;

/** Reads the four facts we want from a TIFF block; whatever is missing, broken or impossible is left out. */
export function exif(bytes: Uint8Array): Exif {
  const tiff = opened(bytes);
  if (!tiff) return { orientation: 1 };
  const first = directory(tiff, tiff.view.getUint32(4, tiff.little));
  const deep = directory(tiff, number(tiff, first.get(EXIF_IFD)) ?? 0);
  const turned = number(tiff, first.get(ORIENTATION)) ?? 1;
  const taken_at = moment(text(tiff, deep.get(ORIGINAL)) || text(tiff, deep.get(DIGITIZED)), text(tiff, deep.get(OFFSET)));
  const place = where(tiff, directory(tiff, number(tiff, first.get(GPS_IFD)) ?? 0));
  return { orientation: turned >= 1 && turned <= 8 ? turned : 1, ...(taken_at ? { taken_at } : {}), ...place };
}

function opened(bytes: Uint8Array): Tiff | null {
  if (bytes.length < 14) return null;
  const order = ascii(bytes, 0, 2), little = order === 'II';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (little || order === 'MM') && view.getUint16(2, little) === 42 ? { bytes, view, little } : null;
}

function directory({ bytes, view, little }: Tiff, at: number): Directory {
  const found = new Map<number, Entry>();
  if (at < 8 || at + 2 > bytes.length) return found;
  const entries = Math.min(view.getUint16(at, little), MOST_ENTRIES);
  for (let index = 0, from = at + 2; index < entries && from + 12 <= bytes.length; index++, from += 12) {
    const type = view.getUint16(from + 2, little), count = view.getUint32(from + 4, little);
    const size = (BYTES[type] ?? 0) * count;
    const value = size <= 4 ? from + 8 : view.getUint32(from + 8, little);
    if (size > 0 && value + size <= bytes.length) found.set(view.getUint16(from, little), { type, count, at: value });
  }
  return found;
}

function number({ view, little }: Tiff, entry: Entry | undefined): number | undefined {
  if (entry?.type === 3) return view.getUint16(entry.at, little);
  return entry?.type === 4 ? view.getUint32(entry.at, little) : undefined;
}

function text({ bytes }: Tiff, entry: Entry | undefined): string {
  return entry?.type === 2 ? ascii(bytes, entry.at, Math.min(entry.count, 40)).replace(/\0.*$/s, '').trim() : '';
}

/** `2021:07:15 10:00:19`, with `+08:00` beside it on newer phones; without, the phone's own zone is the best guess there is. */
function moment(original: string, offset: string): string | undefined {
  const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(original);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number];
  // Thirty days hath September: Date would quietly make it the first of October.
  const real = new Date(Date.UTC(year, month - 1, day));
  if (year < 1990 || real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = /^[+-]\d\d:\d\d$/.test(offset) ? offset : '';
  const at = new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function where(tiff: Tiff, gps: Directory): { lat?: number; lon?: number } {
  const lat = degrees(tiff, gps.get(2), text(tiff, gps.get(1)), 'S', 90);
  const lon = degrees(tiff, gps.get(4), text(tiff, gps.get(3)), 'W', 180);
  // Zero and zero is a camera that had no fix, not a boat off Ghana.
  return lat === undefined || lon === undefined || (lat === 0 && lon === 0) ? {} : { lat, lon };
}

function degrees({ view, little }: Tiff, entry: Entry | undefined, side: string, negative: string, most: number): number | undefined {
  if (entry?.type !== 5 || entry.count !== 3) return undefined;
  const part = (index: number) => view.getUint32(entry.at + index * 8, little) / view.getUint32(entry.at + index * 8 + 4, little);
  const [whole, minutes, seconds] = [part(0), part(1), part(2)] as [number, number, number];
  const value = whole + minutes / 60 + (Number.isNaN(seconds) ? 0 : seconds) / 3600;
  if (!Number.isFinite(value) || minutes >= 60 || seconds >= 60 || value > most) return undefined;
  return (side.toUpperCase() === negative ? -1 : 1) * Math.round(value * 1e7) / 1e7;
}
