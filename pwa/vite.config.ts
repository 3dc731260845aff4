import { defineConfig } from 'vite';
import { serviceWorker } from './vite/service-worker.ts';

const api = process.env['FIELDLOOP_API'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [serviceWorker('src/sw/sw.ts')],
  build: {
    target: ['chrome107', 'safari16', 'firefox115'],
    // No preload helper and no polyfill: 1.3 KB less to start with, and the service worker has every chunk anyway.
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': api, '/schema': api, '/health': api } },
});
