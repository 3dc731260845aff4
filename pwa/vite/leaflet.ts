import type { Plugin } from 'vite';

const PROBE = 'var inlineSvg = !!svg$1 && (function () {';

/** While it loads, Leaflet writes markup into a node to learn whether the browser knows SVG: our policy forbids that, and every browser of ours does. */
export function leaflet(): Plugin {
  return {
    name: 'fieldloop-leaflet',
    enforce: 'pre',
    config: () => ({ resolve: { alias: [{ find: /^leaflet$/, replacement: 'leaflet/dist/leaflet-src.esm.js' }] } }),
    transform: {
      filter: { id: /leaflet-src\.esm\.js$/ },
      handler(code) {
        if (!code.includes(PROBE)) throw new Error(`Leaflet has changed: it no longer says ${PROBE}`);
        return code.replace(PROBE, 'var inlineSvg = svg$1 || (function () {');
      },
    },
  };
}
