import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { exposeSoftwareVulkan } from './e2e/chromium.ts';
import { ISOLATION_HEADERS } from './src/offline/isolation.ts';

if (process.env.VITEST) exposeSoftwareVulkan();

/** The base's 38 MB are the largest file that is kept for offline use. */
const LARGEST_FILE = 40e6;

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/offline',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,mjs,css,woff2,svg,webmanifest,wasm,json,safetensors,txt,md}'],
        maximumFileSizeToCacheInBytes: LARGEST_FILE,
      },
    }),
  ],
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS, strictPort: true },
  test: {
    include: ['src/**/*.test.ts', 'e2e/bench/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
