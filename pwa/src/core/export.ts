import { base64 } from './base64.ts';

export interface ExportPhoto { readonly type: string; readonly bytes: Uint8Array; readonly words: string }

/** What a saved file says; the words are already in somebody's language. */
export interface Exported {
  readonly language: string;
  readonly title: string;
  readonly intro: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  readonly photos: readonly ExportPhoto[];
  /** The command itself, for whoever has to enter it by hand. */
  readonly raw: unknown;
  readonly rawWords: string;
}

const SAFE: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => SAFE[letter]!);

const STYLE = 'body{font:16px/1.5 system-ui,sans-serif;max-width:44em;margin:2em auto;padding:0 1em;color:#14201c;background:#fff}'
  + 'th{text-align:left;vertical-align:top;padding:.3em 1em .3em 0;white-space:nowrap;color:#48564f;font-weight:500}td{white-space:pre-wrap}'
  + 'figure{margin:1em 0}img{max-width:100%;height:auto;display:block}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px}';

/** One file that needs nothing else: it opens on any machine, runs no script and fetches nothing. */
export function exportHtml({ language, title, intro, rows, photos, raw, rawWords }: Exported): string {
  return [
    `<!doctype html><html lang="${escaped(language)}"><meta charset="utf-8">`,
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; style-src \'unsafe-inline\'">',
    `<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style>`,
    `<h1>${escaped(title)}</h1><p>${escaped(intro)}</p>`,
    `<table>${rows.map(([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`).join('')}</table>`,
    ...photos.map(figure),
    `<details><summary>${escaped(rawWords)}</summary><pre>${escaped(JSON.stringify(raw, null, 2))}</pre></details></html>`,
  ].join('\n');
}

function figure({ type, bytes, words }: ExportPhoto): string {
  // A type that is not a picture's could make the address something else than a picture.
  const known = /^image\/[\w.+-]+$/.test(type) ? type : 'image/jpeg';
  return `<figure><img alt="${escaped(words)}" src="data:${known};base64,${base64(bytes)}"><figcaption>${escaped(words)}</figcaption></figure>`;
}

/** A name every system takes: nothing but letters, digits, dots and dashes. */
export function fileName(what: string, at: number): string {
  const day = new Date(at).toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return `fieldloop-${what.replace(/[^\p{L}\p{N}.-]+/gu, '-').replace(/^-+|-+$/g, '') || 'unsent'}-${day}.html`;
}
