import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

/**
 * The Chromium or Chrome to test with: `CHROMIUM_PATH`, else the system's, else Playwright's own.
 * Undefined when there is none.
 */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH ?? '',
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return candidates.find((path) => path !== '' && existsSync(path));
}

/** Flags for headless Chromium with WebGPU on its software adapter and no traffic of its own. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Lets Node's WebGPU (npm's `webgpu`, which is Dawn) use the software Vulkan driver that Chromium
 * brings along, unless the machine has named another. The loader reads these variables when a process
 * starts, so they have to be set before the test processes are.
 */
export function exposeSoftwareVulkan(): void {
  const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
  const own = findChromium();
  if (own) folders.push(dirname(own));
  const folder = folders.find((f) => existsSync(join(f, 'vk_swiftshader_icd.json')));
  if (!folder || process.env.VK_DRIVER_FILES) return;
  process.env.VK_DRIVER_FILES = join(folder, 'vk_swiftshader_icd.json');
  process.env.LD_LIBRARY_PATH = [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
}
