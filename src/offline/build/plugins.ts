import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { PWAIntegration } from 'vite-plugin-pwa';
import { HEADERS, META_POLICY } from '../headers.ts';

/**
 * Gives the built app its headers: as `_headers`, which static hosts such as Cloudflare Pages read, and as much of the
 * policy as a page can carry itself in the page, for the first visit on a host that sends none.
 */
export function headers(): Plugin {
  return {
    name: 'headers',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: META_POLICY },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`);
      const lasting = '/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n';
      this.emitFile({ type: 'asset', fileName: '_headers', source: `/*\n${lines.join('\n')}\n\n${lasting}` });
    },
  };
}

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
  // The service worker's own build would write into what a command line prints.
  configureCustomSWViteBuild(options) {
    options.logLevel = 'error';
  },
};

function hashOf(path: string): string {
  return `sha256-${createHash('sha256').update(readFileSync(path)).digest('base64')}`;
}

const POLICY = fileURLToPath(new URL('../own-scripts.ts', import.meta.url));

/** Every worker of the built app begins with the policy for scripts, so that none can be written without it. */
export function ownScripts(): Plugin {
  return {
    name: 'own-scripts',
    apply: 'build',
    transform(code, id) {
      if (this.getModuleInfo(id)?.isEntry)
        return { code: `import ${JSON.stringify(POLICY)};\n${code}`, map: null };
    },
  };
}
