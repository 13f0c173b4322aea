import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { exposeSoftwareVulkan } from './e2e/chromium.ts';
import { controlsInBothLanguages } from './src/i18n/build/react-aria.ts';
import { tooOld } from './src/i18n/en/too-old.ts';
import { tooOld as tooOldInMalayalam } from './src/i18n/ml/too-old.ts';
import { OLDEST } from './src/offline/browsers.ts';
import { baseParts } from './src/offline/build/base-parts.ts';
import { headers, integrity, ownScripts } from './src/offline/build/plugins.ts';
import { HEADERS, ISOLATION_HEADERS } from './src/offline/headers.ts';
import { kernels } from './src/train/wasm/build/kernels.ts';

if (process.env.VITEST) exposeSoftwareVulkan();

/** Cloudflare Pages takes no larger file. */
const LARGEST_FILE = 25 * 2 ** 20;

/** Puts the sentence for browsers that are too old into the page, in both languages: `public/old-browser.js` shows it. */
const sentenceForOldBrowsers: Plugin = {
  name: 'too-old',
  transformIndexHtml: () => [
    {
      tag: 'div',
      attrs: { id: 'too-old', hidden: true },
      children: [
        { tag: 'p', attrs: { lang: 'ml' }, children: tooOldInMalayalam(OLDEST) },
        { tag: 'p', attrs: { lang: 'en' }, children: tooOld(OLDEST) },
      ],
      injectTo: 'body-prepend',
    },
  ],
};

export default defineConfig({
  plugins: [
    react(),
    controlsInBothLanguages(),
    kernels(),
    sentenceForOldBrowsers,
    baseParts(),
    headers(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/offline',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      integration: integrity,
      injectManifest: {
        // All but the base's parts, which the page keeps.
        globPatterns: ['**/*.{html,js,mjs,css,woff2,svg,png,webmanifest,wasm,json,txt,md,bin}'],
        maximumFileSizeToCacheInBytes: LARGEST_FILE,
      },
    }),
  ],
  worker: { format: 'es', plugins: () => [ownScripts(), kernels()] },
  build: {
    target: Object.entries(OLDEST).map(([name, version]) => `${name}${version}`),
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    // The licences of all libraries that are built in, kept offline with the app.
    license: { fileName: 'licences.txt' },
  },
  // The development server writes scripts and styles into the page, which the policy forbids.
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: HEADERS, strictPort: true },
  test: {
    include: ['src/**/*.test.ts', 'e2e/bench/**/*.test.ts'],
    pool: 'forks',
    // Left to itself, vitest keeps a processor free.
    maxWorkers: '100%',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // A busy machine may fail a test; `npm test` names each that passed at its second try.
    retry: 1,
  },
});
