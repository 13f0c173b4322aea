import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** The largest memory that a page's process has had so far, in bytes; undefined where it is not known. */
export type PeakMemory = () => Promise<number | undefined>;

/** That of a Chromium's only page; Linux only. */
export async function peakMemory(browser: Browser): Promise<number | undefined> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
        return 1024 * Number(kilobytes);
      } catch {
        return Number.NaN;
      }
    });
  const largest = Math.max(...peaks);
  return Number.isFinite(largest) ? largest : undefined;
}

export function mb(bytes: number | undefined): string {
  return bytes === undefined ? 'not known on this system' : `${Math.round(bytes / 1e6)} MB`;
}
