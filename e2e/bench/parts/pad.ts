import type { BenchPage } from '../open.ts';
import { quantile } from '../timing.ts';

/** Tokens that the model remembers; UTF-16 units of text that are there, and that are typed then. Together they outgrow the context. */
const MEMORY = 3000;
const THERE = 1600;
const TYPED = 600;

/** Milliseconds from a key to its suggestions. */
interface Spread {
  median: number;
  /** 95% of the keys are no slower. */
  p95: number;
  most: number;
}

/**
 * How quickly suggestions come on a page of text: `key` with a memory and `base` without, `switch` by the other model
 * after a pause, as 95% come; and for how long the page's main thread was blocked.
 */
export async function measurePad(page: BenchPage, text: string, ids: number[]) {
  // What is remembered is about the first so many of the text's characters.
  const from = Math.round((text.length * MEMORY) / ids.length);
  const there = text.slice(from, from + THERE);
  const typed = text.slice(from + THERE, from + THERE + TYPED);
  const request = { memory: ids.slice(0, MEMORY), there, typed };
  const times = await page.evaluate((r) => window.bench.pad(r), request);
  const pad = {
    threads: times.threads,
    key: spreadOf(times.keys.own),
    base: spreadOf(times.keys.base),
    switch: quantile(times.switches, 0.95),
    blocked: times.blocked,
  };
  console.log(`from a key to its suggestions, in ms, with ${pad.threads} threads: median, 95%, most:`);
  for (const [name, { median, p95, most }] of [
    ['with a memory', pad.key],
    ['the base', pad.base],
  ] as const)
    console.log(name.padEnd(24) + [median, p95, most].map((ms) => ms.toFixed(0).padStart(8)).join(''));
  console.log(`to the other model's after a pause, 95%: ${pad.switch.toFixed(0)} ms`);
  console.log(`the page's main thread was blocked for at most: ${pad.blocked.toFixed(0)} ms`);
  return pad;
}

function spreadOf(times: readonly number[]): Spread {
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95), most: Math.max(...times) };
}
