import type { Method } from '../../../src/model/run.ts';
import type { BenchPage } from '../open.ts';
import type { Pair } from '../processor/beside.ts';

const METHODS: Method[] = ['norm', 'lora', 'full'];
/** The batches of the product's recipes. */
const WINDOWS = [
  { rows: 1, length: 256 },
  { rows: 2, length: 256 },
];

/** Milliseconds of the shortest step of both, and how many times as fast ours is. */
export interface Compared extends Pair {
  ratio: number;
}

/** The step of 256 tokens; that of two windows, and opening. */
export interface Threads extends Compared {
  twoWindows: Compared;
  open: Compared;
}

/** Our engine on the processor beside onnxruntime, every method with one thread and with two, all in one page. */
export async function measureBeside(page: BenchPage, ids: number[]) {
  console.log('the shortest step in ms, ours and onnxruntime on the graph of the step:');
  console.log(row('', '', ['ours', 'onnxruntime', 'ratio']));
  const report = {} as Record<Method, Record<'threads1' | 'threads2', Threads>>;
  for (const method of METHODS)
    report[method] = {
      threads1: await measure(page, ids, method, 1),
      threads2: await measure(page, ids, method, 2),
    };
  return report;
}

async function measure(page: BenchPage, ids: number[], method: Method, threads: number): Promise<Threads> {
  const windows = WINDOWS.map((sizes) => ({ ...sizes, ids }));
  const times = await page.evaluate((r) => window.bench.beside(r), { method, threads, windows });
  const [one, two] = times.steps.map(compare);
  const open = compare(times.open);
  const name = `${method}, ${countOf(threads)}`;
  for (const [what, pair] of Object.entries({ '1 x 256': one, '2 x 256': two, opening: open }))
    console.log(row(name, what, [pair.ours.toFixed(0), pair.onnxruntime.toFixed(0), pair.ratio.toFixed(2)]));
  return { ...one, twoWindows: two, open };
}

function compare(pair: Pair): Compared {
  return { ...pair, ratio: pair.onnxruntime / pair.ours };
}

/** For people. */
export function countOf(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

function row(name: string, what: string, columns: string[]): string {
  return name.padEnd(18) + what.padEnd(10) + columns.map((column) => column.padStart(12)).join('');
}
