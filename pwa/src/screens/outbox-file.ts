import { exportHtml, fileName, type Exported } from '../core/export.ts';
import type { Item } from '../core/outbox.ts';
import { saveFile } from '../device/save.ts';
import { exactly, language, name } from '../i18n/index.ts';
import { order } from '../state/orders.ts';
import { reasonWords } from '../state/registry.ts';
import { me } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { whereOf } from './order-row.tsx';
import { aboutWords, stepWords } from './outbox-queued.tsx';
import { outboxWords } from './outbox-words.ts';

type Picture = { readonly sha256: string; readonly type: string; readonly bytes: ArrayBuffer };

/** One file with the words and the photos, for whoever can still bring them in. */
export async function saveItem(item: Item, refused: string, picturesOf: (item: Item) => Promise<Picture[]>): Promise<void> {
  const pictures = await picturesOf(item);
  const value = item.kind === 'act' ? order(item.lane).peek() : null;
  await saveFile(fileName(value?.order_no ?? 'report', item.made_at), exportHtml({
    language: language.value, title: `${stepWords(item)} · ${aboutWords(item)}`, intro: outboxWords().file.intro,
    rows: rows(item, refused), photos: pictures.map((picture, index) => photo(item, picture, index)), raw: item.body, rawWords: outboxWords().file.raw,
  }));
  say({ kind: 'done', title: outboxWords().file.saved });
}

function rows(item: Item, refused: string): Exported['rows'] {
  const words = outboxWords().file, value = item.kind === 'act' ? order(item.lane).peek() : null;
  const { text } = item.body, reason = item.kind === 'act' ? item.body.reason : '', found = item.kind === 'report' ? item.body : null;
  const all: [string, string | undefined][] = [
    [words.what, stepWords(item)], [words.order, value ? `${value.order_no} · ${name(value.element.name)}` : aboutWords(item)], [words.where, value ? whereOf(value) : found?.site],
    [words.place, place(found)], [words.when, exactly(item.body.at)], [words.who, me.peek()?.person.name], [words.reason, reason ? reasonWords(reason) : ''], [words.words, text], [words.why, refused],
  ];
  return all.filter((row): row is [string, string] => Boolean(row[1]));
}

const place = (at: { readonly lat?: number; readonly lon?: number } | null | undefined) =>
  (typeof at?.lat === 'number' && typeof at.lon === 'number' ? `${at.lat.toFixed(6)}, ${at.lon.toFixed(6)}` : '');

function photo(item: Item, { sha256, type, bytes }: Picture, index: number): Exported['photos'][number] {
  const words = outboxWords().file, claim = item.body.photos?.find((one) => one.sha256 === sha256);
  const phase = claim && 'phase' in claim ? words[claim.phase as 'before' | 'after' | 'found'] : '';
  const facts = [phase, claim && exactly(claim.taken_at), place(claim)].filter(Boolean).join(', ');
  return { type, bytes: new Uint8Array(bytes), words: words.photo(index + 1, facts) };
}
