import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import type { Offences } from './page.ts';

/**
 * Firefox as people have it, over WebDriver BiDi: Playwright drives only builds of its own. puppeteer-core brings no
 * browser along.
 */

/** How long something may take to show up, in milliseconds. */
const PATIENCE = 60_000;

/** The Firefox to test with: `FIREFOX_PATH`, else the system's. Undefined when there is none. */
export function findFirefox(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.FIREFOX_PATH ?? '',
    ...['firefox-esr', 'firefox'].flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ];
  return candidates.find((path) => path !== '' && existsSync(path));
}

const VULKAN_DRIVERS = '/usr/share/vulkan/icd.d';

/** The driver by which Mesa's lavapipe imitates a graphics processor, where it is installed. */
export function findLavapipe(): string | undefined {
  if (!existsSync(VULKAN_DRIVERS)) return undefined;
  const name = readdirSync(VULKAN_DRIVERS).find((name) => /^lvp_icd.*\.json$/.test(name));
  return name && join(VULKAN_DRIVERS, name);
}

/** No traffic of its own. */
const QUIET = {
  'app.update.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

/** On Linux, Firefox offers WebGPU only so, and only so on a program that imitates a graphics processor. */
const WEBGPU = { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true };

/** A Firefox with one page; what offends, in that page, is collected from its start. */
export interface Firefox {
  page: Page;
  offences: Offences;
  /** Resolves when it has ended. */
  close(): Promise<void>;
}

/** It says so on the way to its first window. */
const LISTENING = /WebDriver BiDi listening on (ws:\S+)/;
/** How long it may take to close, in milliseconds. */
const CLOSING = 15_000;

/**
 * Opens a headless Firefox on a profile, for pages from `origin`; with `webgpu`, on lavapipe.
 *
 * @throws Error with one line that says what to install, where something is missing
 */
export async function openFirefox(
  profile: string,
  origin: string,
  { webgpu = false } = {},
): Promise<Firefox> {
  const executablePath = findFirefox();
  if (!executablePath)
    throw new Error('No Firefox was found; install one (on Debian: firefox-esr), or set FIREFOX_PATH to it.');
  const env = { ...process.env };
  if (webgpu && process.platform === 'linux') {
    const driver = findLavapipe();
    if (!driver) throw new Error('No lavapipe was found; install it (on Debian: mesa-vulkan-drivers).');
    env.VK_DRIVER_FILES = driver;
  }
  setPreferences(profile, { ...QUIET, ...(webgpu && WEBGPU) });
  const flags = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
  // puppeteer would start it, too, but writes into the profile each time, which a full disk does not take.
  const firefox = spawn(executablePath, [...flags, 'about:blank'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(firefox, 'exit');
  const browser = await puppeteer.connect({
    browserWSEndpoint: `${await addressOf(firefox)}/session`,
    protocol: 'webDriverBiDi',
    // Computing may keep a page from answering.
    protocolTimeout: 600_000,
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({ width: 1366, height: 768 });
  const offences = await watch(page, origin);
  const close = async () => {
    const end = setTimeout(() => firefox.kill('SIGKILL'), CLOSING);
    // It may be gone before it has answered.
    await Promise.race([browser.close().catch(() => {}), ended]);
    await ended;
    clearTimeout(end);
  };
  return { page, offences, close };
}

/** Where Firefox can be driven. */
function addressOf(firefox: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    firefox.stderr!.on('data', (data) => {
      said += data;
      const found = LISTENING.exec(said);
      if (found) resolve(found[1]);
    });
    firefox.once('exit', () => reject(new Error(`Firefox did not start: ${said}`)));
  });
}

/** Writes the preferences with which a profile is opened, unless it has them already. */
function setPreferences(profile: string, preferences: Record<string, unknown>): void {
  const lines = Object.entries(preferences).map(
    (pref) => `user_pref(${pref.map((part) => JSON.stringify(part))});`,
  );
  const path = join(profile, 'user.js');
  mkdirSync(profile, { recursive: true });
  const content = lines.join('\n');
  if (!existsSync(path) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content);
}

/** As `watch` in `page.ts`; Firefox tells the policy's violations to the page alone. */
async function watch(page: Page, origin: string): Promise<Offences> {
  const offences: Offences = { console: [], foreign: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') offences.console.push(message.text());
  });
  page.on('pageerror', (error) => offences.console.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(http|ws)s?:$/.test(url.protocol) && url.origin !== origin) offences.foreign.push(url.href);
  });
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`The policy forbids ${blockedURI} (${effectiveDirective}).`),
    );
  });
  return offences;
}

/** Something to press or fill, by its role and name, once it is there and ready. */
export const control = (page: Page, role: string, name: string) =>
  page.locator(`::-p-aria([name="${name}"][role="${role}"])`);

/** What says exactly `text`, once it is seen. */
export const saying = (page: Page, text: string) =>
  page.locator(`::-p-xpath(//*[text()[normalize-space()="${text}"]])`);

/** Waits until a part of a screen is seen, `timeout` milliseconds at most. */
export async function untilSeen(page: Page, testId: string, timeout = PATIENCE): Promise<void> {
  await page.waitForSelector(`[data-testid="${testId}"]`, { visible: true, timeout });
}

/** All texts of what a selector finds. */
export const texts = (page: Page, selector: string) =>
  page.$$eval(selector, (found) => found.map(({ textContent }) => textContent));
