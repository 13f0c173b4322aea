import { readFileSync } from 'node:fs';
import type { Method } from '../../../src/model/run.ts';
import { openApp } from '../../commands/app.ts';
import { mb, peakMemory } from '../page-memory.ts';

const METHODS: Method[] = ['norm', 'lora', 'full'];

/** The whole main job in the app's page by every method, on the text file `document`: see `measureMethod`. */
export async function measureJob(document: string) {
  const jobs = [];
  for (const method of METHODS) jobs.push(await measureMethod(document, method));
  return jobs;
}

/** A first result by a method: its time, the one promised, the memory. */
async function measureMethod(document: string, method: Method) {
  const { page, browser, close } = await openApp();
  try {
    const empty = await peakMemory(browser);
    const text = [{ name: 'diary.txt', base64: readFileSync(document).toString('base64') }];
    const request = { text, method, engine: 'cpu', quick: true } as const;
    const answer = await page.evaluate((r) => window.swantham.personalise(r), request);
    if (answer.kind === 'refused') throw new Error(answer.message);
    const { steps, seconds } = answer.result;
    const { total = 0, promised = 0 } = seconds;
    const peak = await peakMemory(browser);
    console.log(
      `a first result in the app, ${method}: ${steps} steps, ` +
        `${total.toFixed(1)} s where ${promised.toFixed(1)} s were promised (${change(total / promised - 1)}): ` +
        `${seconds.load.toFixed(1)} s opening, ${seconds.train.toFixed(1)} s training, ${seconds.eval.toFixed(1)} s evaluating; peak memory of the page ${mb(peak)}, of which ${mb(empty)} before anything is opened`,
    );
    return { method, steps, seconds, peakBytes: peak, emptyBytes: empty };
  } finally {
    await close();
  }
}

function change(share: number): string {
  return `${share < 0 ? '' : '+'}${(100 * share).toFixed(0)}%`;
}
