import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

/** Bundles the service worker after the app, with the list of files to keep and a version made of their contents. */
export function serviceWorker(entry: string): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'fieldloop-service-worker',
    apply: 'build',
    configResolved: (resolved) => void (config = resolved),
    async closeBundle() {
      const dist = join(config.root, config.build.outDir);
      const files = readdirSync(dist, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile() && file.name !== 'sw.js' && !/\.(map|br|gz)$/.test(file.name))
        .map((file) => join(file.parentPath, file.name));
      const version = createHash('sha256');
      for (const file of files.sort()) version.update(file.slice(dist.length)).update(readFileSync(file));
      const shell = files.map((file) => '/' + relative(dist, file).replaceAll('\\', '/'));
      await build({
        configFile: false,
        root: config.root,
        publicDir: false,
        logLevel: 'warn',
        define: { __SHELL__: JSON.stringify(shell), __VERSION__: JSON.stringify(version.digest('hex').slice(0, 12)) },
        build: {
          outDir: config.build.outDir,
          emptyOutDir: false,
          target: config.build.target,
          rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: 'sw.js' } },
        },
      });
    },
  };
}
