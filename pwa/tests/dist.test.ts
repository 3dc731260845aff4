import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const DIST = join(import.meta.dirname, '../../dist');
assert.ok(existsSync(join(DIST, 'index.html')), 'nothing is built: run `npm run build` first');
const html = readFileSync(join(DIST, 'index.html'), 'utf8');
const packed = (files: readonly string[]) => files.reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length, 0);

/** Follows static imports only: what is imported on demand is not part of the first load. */
function firstLoad(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  const source = readFileSync(join(DIST, entry), 'utf8');
  for (const [, file] of source.matchAll(/(?:from|import)\s*["'`]\.\/([\w-]+\.js)["'`]/g)) firstLoad(`assets/${file}`, found);
  return found;
}

test('the first load is at most 35 KB of script, packed', () => {
  const entries = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');
  const files = [...new Set(entries.flatMap((entry) => [...firstLoad(entry)]))];
  assert.ok(files.length > 0);
  const bytes = packed(files);
  assert.ok(bytes <= 35 * 1024, `${bytes} bytes in ${files.join(', ')}`);
});
test('all style is at most 10 KB, packed', () => {
  const bytes = packed(readdirSync(join(DIST, 'assets')).filter((file) => file.endsWith('.css')).map((file) => `assets/${file}`));
  assert.ok(bytes <= 10 * 1024, `${bytes} bytes`);
});
test('the page has no inline script and no style attribute, which the policy would block', () => {
  assert.doesNotMatch(html, /<script(?![^>]*src=)/);
  assert.doesNotMatch(html, /\sstyle=|<style/);
});
test('nothing is fetched from another host', () => assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//));
test('the service worker keeps every file of the shell', () => {
  const worker = readFileSync(join(DIST, 'sw.js'), 'utf8');
  for (const file of readdirSync(join(DIST, 'assets'))) assert.ok(worker.includes(`/assets/${file}`), file);
  for (const file of ['/index.html', '/manifest.webmanifest']) assert.ok(worker.includes(file), file);
});
test('the manifest names icons that exist, one of them maskable', () => {
  const manifest = JSON.parse(readFileSync(join(DIST, 'manifest.webmanifest'), 'utf8')) as { icons: { src: string; purpose?: string }[] };
  for (const icon of manifest.icons) assert.ok(existsSync(join(DIST, icon.src)), icon.src);
  assert.ok(manifest.icons.some((icon) => icon.purpose === 'maskable'));
});
