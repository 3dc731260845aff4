import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exif } from '../src/core/exif.ts';
import { fitted, header } from '../src/core/picture.ts';

/** One entry of a directory: tag, type, count, and its value of at most four bytes or where it lies. */
type Entry = readonly [tag: number, type: number, count: number, value: number | readonly number[]];
const ascii = (text: string) => [...Buffer.from(`${text}\0`, 'latin1')];

/** Builds a TIFF block of up to three directories, by the book, in either byte order. */
function tiff(first: readonly Entry[], deep: readonly Entry[] = [], gps: readonly Entry[] = [], little = true): Uint8Array {
  const bytes = Buffer.alloc(4096), u16 = (value: number, at: number) => (little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at));
  bytes.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  let heap = 1024;
  const directory = (at: number, entries: readonly Entry[]) => {
    u16(entries.length, at);
    entries.forEach(([tag, type, count, value], index) => {
      const from = at + 2 + index * 12;
      u16(tag, from);
      u16(type, from + 2);
      u32(count, from + 4);
      if (typeof value === 'number') return type === 3 ? u16(value, from + 8) : u32(value, from + 8);
      if (type === 2 && value.length <= 4) return value.forEach((one, place) => bytes.writeUInt8(one, from + 8 + place));
      u32(heap, from + 8);
      value.forEach((one, place) => (type === 5 ? u32(one, heap + place * 4) : bytes.writeUInt8(one, heap + place)));
      heap += value.length * (type === 5 ? 4 : 1);
    });
  };
  directory(8, [...first, ...(deep.length ? [[0x8769, 4, 1, 300] as const] : []), ...(gps.length ? [[0x8825, 4, 1, 600] as const] : [])]);
  directory(300, deep);
  directory(600, gps);
  return bytes.subarray(0, heap);
}

const TAKEN: Entry = [0x9003, 2, 20, ascii('2021:07:15 10:00:19')], ZONE: Entry = [0x9011, 2, 7, ascii('+08:00')];
const PUDONG: readonly Entry[] = [
  [1, 2, 2, ascii('N')], [2, 5, 3, [31, 1, 15, 1, 3600, 100]], [3, 2, 2, ascii('E')], [4, 5, 3, [121, 1, 33, 1, 1250, 100]],
];

function jpeg(block: Uint8Array | null, width = 4000, height = 3000): Uint8Array {
  const segment = (marker: number, body: Uint8Array | readonly number[]) => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
  return Uint8Array.from([
    0xff, 0xd8, ...segment(0xe0, ascii('JFIF')), ...(block ? segment(0xe1, [...Buffer.from('Exif\0\0', 'latin1'), ...block]) : []),
    0xff, ...segment(0xdb, [0]), ...segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 3]), ...segment(0xda, [0]), 1, 2, 3, 0xff, 0xd9,
  ]);
}

function png(block: Uint8Array | null): Uint8Array {
  const chunk = (name: string, body: Buffer) => Buffer.concat([Buffer.from([body.length >> 24, body.length >> 16, body.length >> 8, body.length]), Buffer.from(name), body, Buffer.alloc(4)]);
  const size = Buffer.alloc(13);
  size.writeUInt32BE(1080, 0);
  size.writeUInt32BE(2340, 4);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', size), ...(block ? [chunk('eXIf', Buffer.from(block))] : []), chunk('IEND', Buffer.alloc(0))]);
}

function webp(name: string, body: readonly number[], block: Uint8Array | null = null): Uint8Array {
  const chunk = (title: string, bytes: Buffer) => Buffer.concat([Buffer.from(title), u32(bytes.length), bytes, Buffer.alloc(bytes.length % 2)]);
  const u32 = (value: number) => { const four = Buffer.alloc(4); four.writeUInt32LE(value); return four; };
  return Buffer.concat([Buffer.from('RIFF'), u32(0), Buffer.from('WEBP'), chunk(name, Buffer.from(body)), ...(block ? [chunk('EXIF', Buffer.from(block))] : [])]);
}

test('a JPEG tells its size, past everything that stands before it', () => {
  const { kind, width, height, exif: block } = header(jpeg(null))!;
  assert.deepEqual([kind, width, height, block], ['jpeg', 4000, 3000, null]);
});
test('a PNG tells its size and carries facts of its own', () => {
  const found = header(png(tiff([[0x0112, 3, 1, 6]])))!;
  assert.deepEqual([found.width, found.height, exif(found.exif!).orientation], [1080, 2340, 6]);
});
test('a WebP of each of the three kinds tells its size', () => {
  const size = (bytes: Uint8Array) => { const { width, height } = header(bytes)!; return [width, height]; };
  assert.deepEqual(size(webp('VP8X', [0, 0, 0, 0, 0x9f, 0x0f, 0, 0xb7, 0x0b, 0])), [4000, 3000]);
  assert.deepEqual(size(webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0xa0, 0x4f, 0xb8, 0x0b])), [4000, 3000]);
  assert.deepEqual(size(webp('VP8L', [0x2f, 0x9f, 0xcf, 0xed, 0x2, 0, 0, 0, 0, 0])), [4000, 3000]);
});
test('a WebP keeps its facts behind the picture', () => {
  const found = header(webp('VP8X', [8, 0, 0, 0, 1, 0, 0, 1, 0, 0], tiff([], [TAKEN, ZONE])))!;
  assert.equal(exif(found.exif!).taken_at, '2021-07-15T02:00:19.000Z');
});

test('the moment and the place of the camera are read in both byte orders', () => {
  for (const little of [true, false]) {
    const facts = exif(header(jpeg(tiff([[0x0112, 3, 1, 6]], [TAKEN, ZONE], PUDONG, little)))!.exif!);
    assert.deepEqual(facts, { orientation: 6, taken_at: '2021-07-15T02:00:19.000Z', lat: 31.26, lon: 121.5534722 });
  }
});
test('without a zone beside it the moment is of the zone the phone is in', () => {
  assert.equal(exif(tiff([], [TAKEN])).taken_at, new Date(2021, 6, 15, 10, 0, 19).toISOString());
});
test('south and west are negative', () => {
  const { lat, lon } = exif(tiff([], [], PUDONG.map((entry) => (entry[0] === 1 ? [1, 2, 2, ascii('S')] : entry[0] === 3 ? [3, 2, 2, ascii('W')] : entry))));
  assert.deepEqual([lat, lon], [-31.26, -121.5534722]);
});

const none = (facts: object) => assert.deepEqual(facts, { orientation: 1 });
test('moments that never were are left out', () => {
  for (const text of ['2021:02:30 10:00:19', '2021:07:15 25:00:19', '0000:00:00 00:00:00', '    :  :     :  :  ', '1970:01:01 00:00:00', '<script>alert(1)</scr']) none(exif(tiff([], [[0x9003, 2, 20, ascii(text)]])));
});
test('places that are nowhere are left out', () => {
  const with_ = (lat: readonly number[]) => exif(tiff([], [], [PUDONG[0]!, [2, 5, 3, lat], PUDONG[2]!, PUDONG[3]!]));
  for (const lat of [[91, 1, 0, 1, 0, 1], [31, 1, 99, 1, 0, 1], [31, 0, 15, 1, 0, 1], [0, 0, 0, 0, 0, 0]]) none(with_(lat));
  none(exif(tiff([], [], PUDONG.slice(0, 2))));
  none(exif(tiff([], [], PUDONG.map((entry) => (entry[1] === 5 ? [entry[0], 5, 3, [0, 1, 0, 1, 0, 1]] : entry)))));
});
test('an orientation that does not exist is upright', () => [0, 9, 65_535].forEach((value) => none(exif(tiff([[0x0112, 3, 1, value]])))));
test('a count of four thousand million, a value behind the end and a directory that is its own child are walked past', () => {
  none(exif(tiff([], [[0x9003, 2, 0xffff_ffff, 40]])));
  none(exif(tiff([], [[0x9003, 2, 20, 0xffff_fff0]])));
  none(exif(tiff([[0x8769, 4, 1, 8], [0x8825, 4, 1, 8]])));
});

test('a file cut off at any byte says less, and never anything else', () => {
  for (const whole of [jpeg(tiff([[0x0112, 3, 1, 6]], [TAKEN, ZONE], PUDONG)), png(tiff([], [TAKEN])), webp('VP8X', [8, 0, 0, 0, 1, 0, 0, 1, 0, 0], tiff([], [TAKEN]))]) {
    for (let length = 0; length < whole.length; length += 3) {
      const found = header(whole.subarray(0, length));
      if (found) assert.ok(found.width > 0 && found.height > 0);
      if (found?.exif) exif(found.exif);
    }
  }
});
test('no bytes at all make the reader throw', () => {
  const start = fc.constantFrom([], [0xff, 0xd8], [...png(null).subarray(0, 16)], [...webp('VP8X', [0]).subarray(0, 16)]);
  fc.assert(fc.property(start, fc.uint8Array({ maxLength: 400 }), (begin, rest) => void header(Uint8Array.from([...begin, ...rest]))));
  fc.assert(fc.property(fc.constantFrom('II*\0', 'MM\0*'), fc.uint8Array({ maxLength: 400 }), (begin, rest) => void exif(Uint8Array.from([...Buffer.from(begin, 'latin1'), ...rest]))));
});
test('one flipped byte anywhere gives no place outside the world', () => {
  const whole = tiff([[0x0112, 3, 1, 6]], [TAKEN, ZONE], PUDONG);
  fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
    const { lat = 0, lon = 0, taken_at } = exif(Uint8Array.from(whole, (byte, index) => (index === at ? value : byte)));
    assert.ok(Math.abs(lat) <= 90 && Math.abs(lon) <= 180);
    if (taken_at) assert.ok(!Number.isNaN(Date.parse(taken_at)));
  }));
});

test('a large picture is fitted, a small one stays, and one that lies is turned', () => {
  assert.deepEqual(fitted({ width: 8000, height: 6000 }, 2048), { width: 2048, height: 1536 });
  assert.deepEqual(fitted({ width: 8000, height: 6000 }, 2048, 6), { width: 1536, height: 2048 });
  assert.deepEqual(fitted({ width: 640, height: 480 }, 2048), { width: 640, height: 480 });
  assert.deepEqual(fitted({ width: 20_000, height: 1 }, 2048), { width: 2048, height: 1 });
});
