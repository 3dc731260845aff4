import type { Plugin, Rolldown } from 'vite';

const HELPER = '\0vite/preload-helper.js';

/** Keeps the first load small: Vite's preload helper (1.3 KB) becomes one line, and what the entry imports is named in the HTML so that it comes in one round trip. */
export function firstLoad(): Plugin {
  return {
    name: 'fieldloop-first-load',
    apply: 'build',
    enforce: 'pre',
    load: { filter: { id: new RegExp(HELPER.replace('\0', '\\0')) }, handler: () => 'export const __vitePreload = (load) => load();' },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { chunk }) => chunk?.imports.map((file) => (
        { tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` }, injectTo: 'head' as const }
      )),
    },
  };
}

type Graph = { getModuleInfo(id: string): Rolldown.ModuleInfo | null };

/** Names the one chunk of everything the entry imports, however indirectly. Left alone the bundler makes three, and 2 KB of seams. */
export function firstChunk(id: string, graph: Graph, seen = new Set<string>()): string | null {
  if (seen.has(id)) return null;
  seen.add(id);
  const info = graph.getModuleInfo(id);
  if (info?.isEntry) return 'first';
  return info?.importers.some((importer) => firstChunk(importer, graph, seen)) ? 'first' : null;
}
