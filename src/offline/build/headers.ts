import type { Plugin } from 'vite';
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
