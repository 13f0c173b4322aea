import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './e2e/chromium.ts';
import { AT_ONCE } from './e2e/flow.ts';

/** `PORT` lets two checkouts be tested on one machine. */
const PORT = Number(process.env.PORT ?? 4179);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // Two at once, even within a file: a flow trains for a part of its time, and waits or starts a browser for the rest.
  workers: AT_ONCE,
  fullyParallel: true,
  timeout: 600_000,
  // As in vitest's settings.
  retries: 1,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1366, height: 768 },
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
  },
  webServer: {
    command: `npx vite preview --port ${PORT}`,
    url: `http://localhost:${PORT}`,
    reuseExistingServer: false,
  },
});
