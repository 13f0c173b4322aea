import { END_OF_TEXT } from '../../src/model/config';
import type { EngineName, Method } from '../../src/model/run';
import { loadBase } from '../../src/offline/base';
import { openTokenizer } from '../../src/text/tokenizer';
import type { Machine } from '../../src/train/choice';
import { startTraining } from '../../src/train/client';
import type { Batch } from '../../src/train/engine';
import { describeMachine } from '../../src/train/machine';
import { defaultSettings } from '../../src/train/settings';
import type { KernelTime } from './kernels';
import { type PadTask, type PadTimes, timePad } from './pad';
import type { PeerReport, ProductTime } from './peer';
import type { NanogptTask, NanogptTimes } from './peers/nanogpt';
import type { BesideTask, BesideTimes } from './processor/beside';
import type { SizeSeconds, SizeTask } from './size';
import type { BenchAnswer, BenchTask, PeerRequest } from './worker';

/** What the bench calls in its page. Everything that is timed runs in a worker of its own; of the pad, what the page waits for. */
export interface Bench {
  machine(): Promise<Machine>;
  /** The token ids of a document. */
  encode(text: string): Promise<number[]>;
  /** A run of the product's own trainer on `ids`, in seconds: opening the engine, the steps alone, measuring once. */
  train(request: TrainRequest): Promise<TrainTimes>;
  /** The times of a peer on the first windows of `ids`; rejects when it fails or gives no answer in time. */
  peer(request: PeerStart): Promise<PeerReport>;
  /** The times of plain products by our kernels. */
  products(): Promise<ProductTime[]>;
  /** The kernels of our step on the first windows of `ids`. */
  kernels(request: Windows & { method: Method }): Promise<KernelTime[]>;
  /** Our engine on the processor beside onnxruntime, on windows of `ids`. */
  beside(request: BesideStart): Promise<BesideTimes>;
  /** The kernels of a norm-only step on the processor, on the first windows of `ids`. */
  shares(request: Windows & { threads: number }): Promise<KernelTime[]>;
  /** The best product of so many threads, in GFLOP/s. */
  tile(threads: number): Promise<number>;
  /** A library for schools, on its own model. */
  nanogpt(request: Omit<NanogptTask, 'type'>): Promise<NanogptTimes>;
  /** How quickly suggestions come while somebody types. */
  pad(request: PadTask): Promise<PadTimes>;
  /** Norm-only steps of a model of any size. */
  size(request: Omit<SizeTask, 'type'>): Promise<SizeSeconds>;
}

export interface TrainRequest {
  engine: EngineName;
  method: Method;
  steps: number;
  rows: number;
  length: number;
  /** Token ids to learn from, and how many of their first ones are measured. */
  ids: number[];
  held: number;
}

export interface TrainTimes {
  device: string;
  load: number;
  steps: number;
  /** The shortest step: of a busy machine, what says most of the program. */
  shortest: number;
  measuring: number;
  losses: number[];
}

/** The first windows of a document's `ids`. */
export interface Windows {
  rows: number;
  length: number;
  ids: number[];
}

export interface PeerStart extends Omit<PeerRequest, 'batch'>, Windows {}

export interface BesideStart extends Pick<BesideTask, 'method' | 'threads'> {
  windows: Windows[];
}

declare global {
  interface Window {
    bench: Bench;
  }
}

/** A library that does not answer so long is given up, in milliseconds. */
const PEER_TIMEOUT_MS = 240_000;

window.bench = {
  machine: describeMachine,

  async encode(text) {
    const { tokenizer, tokenizerConfig } = await loadBase(() => {});
    return [END_OF_TEXT, ...openTokenizer(tokenizer, tokenizerConfig).encode(text)];
  },

  async train({ engine, method, steps, rows, length, ids, held }) {
    const { weights } = await loadBase(() => {});
    const losses: number[] = [];
    let device = '';
    const train = Int32Array.from(ids);
    const tokens = { train, held: train.subarray(0, held) };
    const settings = { ...defaultSettings(method), steps, rows, length };
    let since = performance.now();
    let measuring = Number.POSITIVE_INFINITY;
    let shortest = Number.POSITIVE_INFINITY;
    const { result, load } = await startTraining(
      { engine, weights, tokens, settings, check: false },
      (report) => {
        if (report.type === 'device') device = report.device;
        const seconds = (performance.now() - since) / 1000;
        since += 1000 * seconds;
        if (report.type === 'losses') {
          losses.push(...report.losses.map(([, loss]) => loss));
          shortest = Math.min(shortest, seconds / report.losses.length);
        }
        if (report.type === 'held') measuring = Math.min(measuring, seconds);
      },
    );
    return { device, load, steps: result.seconds, shortest, measuring, losses };
  },

  async peer({ rows, length, ids, ...request }) {
    const { weights } = await loadBase(() => {});
    const batch = batchOf({ rows, length, ids });
    return inWorker<PeerReport>({ type: 'peer', weights, batch, ...request });
  },

  async kernels({ method, ...windows }) {
    const { weights } = await loadBase(() => {});
    return inWorker<KernelTime[]>({ type: 'kernels', method, weights, batch: batchOf(windows) });
  },

  async beside({ windows, ...request }) {
    const { weights } = await loadBase(() => {});
    return inWorker<BesideTimes>({ type: 'beside', weights, batches: windows.map(batchOf), ...request });
  },

  async shares({ threads, ...windows }) {
    const { weights } = await loadBase(() => {});
    return inWorker<KernelTime[]>({ type: 'shares', threads, weights, batch: batchOf(windows) });
  },

  tile: (threads) => inWorker<number>({ type: 'tile', threads }),

  nanogpt: (request) => inWorker<NanogptTimes>({ type: 'nanogpt', ...request }),

  pad: async (request) => timePad(await loadBase(() => {}), request),

  size: (request) => inWorker<SizeSeconds>({ type: 'size', ...request }),

  products: () => inWorker<ProductTime[]>({ type: 'products' }),
};

function batchOf({ rows, length, ids }: Windows): Batch {
  const windows = Array.from({ length: rows }, (_, row) => row * length);
  const cut = (shift: number) =>
    Int32Array.from(windows.flatMap((start) => ids.slice(start + shift, start + shift + length)));
  return { rows, length, ids: cut(0), targets: cut(1) };
}

async function inWorker<Result>(task: BenchTask): Promise<Result> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  worker.postMessage(task);
  return new Promise<Result>((resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer in ${PEER_TIMEOUT_MS / 1000} seconds`)),
      PEER_TIMEOUT_MS,
    );
    worker.onmessage = ({ data }: MessageEvent<BenchAnswer<Result>>) =>
      'error' in data ? reject(new Error(data.error)) : resolve(data.result);
    worker.onerror = ({ message }) => reject(new Error(message));
  }).finally(() => {
    clearTimeout(timer);
    worker.terminate();
  });
}
