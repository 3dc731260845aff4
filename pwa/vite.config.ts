import { defineConfig } from 'vite';
import { firstChunk, firstLoad } from './vite/first-load.ts';
import { leaflet } from './vite/leaflet.ts';
import { serviceWorker } from './vite/service-worker.ts';

const api = process.env['FIELDLOOP_API'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [firstLoad(), leaflet(), serviceWorker('src/sw/sw.ts')],
  build: {
    target: ['chrome107', 'safari16', 'firefox115'],
    // No polyfill, so no inline script; the service worker has every chunk anyway.
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: (id, graph) => firstChunk(id, graph) }] } } },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': api, '/schema': api, '/health': api } },
});
