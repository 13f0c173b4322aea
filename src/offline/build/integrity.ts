import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PWAIntegration } from 'vite-plugin-pwa';

/** Gives each file that the service worker is to keep its hash, so that the browser refuses a damaged one. */
export const integrity: PWAIntegration = {
  configureOptions({ root, build }, { injectManifest }) {
    const folder = resolve(root, build.outDir);
    injectManifest!.manifestTransforms = [
      (entries) => ({
        manifest: entries.map((entry) => ({ ...entry, integrity: hashOf(join(folder, entry.url)) })),
      }),
    ];
  },
};

function hashOf(path: string): string {
  return `sha256-${createHash('sha256').update(readFileSync(path)).digest('base64')}`;
}
