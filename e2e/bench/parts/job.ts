import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { openApp } from '../../commands/app.ts';

/** The whole main job in the app's page, on the text file `document`: its time, the one promised, the memory. */
export async function measureJob(document: string) {
  const { page, browser, close } = await openApp();
  try {
    const empty = await peakMemory(browser);
    const text = [{ name: 'diary.txt', base64: readFileSync(document).toString('base64') }];
    const request = { text, method: 'norm', engine: 'cpu', quick: true } as const;
    const answer = await page.evaluate((r) => window.swantham.personalise(r), request);
    if (answer.kind === 'refused') throw new Error(answer.message);
    const { steps, seconds } = answer.result;
    const { total = 0, promised = 0 } = seconds;
    const peak = await peakMemory(browser);
    console.log(
      `a first result in the app: ${steps} steps, ${total.toFixed(1)} s where ${promised.toFixed(1)} s ` +
        `were promised; peak memory of the page ${mb(peak)}, of which ${mb(empty)} before anything is opened`,
    );
    return { steps, seconds, peakBytes: peak, emptyBytes: empty };
  } finally {
    await close();
  }
}

/** The largest memory that the page's process has had so far, in bytes; Linux only. */
async function peakMemory(browser: Browser): Promise<number | undefined> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
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

function mb(bytes: number | undefined): string {
  return bytes === undefined ? 'not told by this system' : `${Math.round(bytes / 1e6)} MB`;
}
