/// <reference lib="webworker" />
import { BASE_CONFIG } from '../../src/model/config';
import type { Method } from '../../src/model/run';
import { openWeights } from '../../src/model/weights';
import type { Batch } from '../../src/train/engine';
import { defaultSettings } from '../../src/train/settings';
import { watchGpuMemory } from './gpu-memory';
import { openTimedDevice, timeKernels } from './kernels';
import { PEERS, type Peer, type PeerName, type PeerReport, type PeerTask } from './peer';
import type { NanogptTask } from './peers/nanogpt';
import { type BesideTask, timeBeside } from './processor/beside';
import { type SharesTask, timeShares } from './processor/kernels';
import { timeTile } from './processor/tile';
import { timeProducts } from './products';
import { type SizeTask, timeSize } from './size';
import { stopwatch } from './timing';

declare const self: DedicatedWorkerGlobalScope;

/** Times one peer, or our products; a worker does one thing and is then ended, with all its memory. */
export type BenchTask =
  | { type: 'products' }
  | { type: 'kernels'; method: Method; batch: Batch; weights: ArrayBuffer }
  | BesideTask
  | SharesTask
  | { type: 'tile'; threads: number }
  | NanogptTask
  | SizeTask
  | ({ type: 'peer' } & PeerRequest & { weights: ArrayBuffer });

/** Steps of a peer: after the first, as many as are asked for, but no new one after `seconds`. */
export interface PeerRequest {
  peer: PeerName;
  batch: Batch;
  steps: number;
  seconds: number;
}

export type BenchAnswer<Result> = { result: Result } | { error: string };

/** Each library is loaded only where it is timed. */
const OPEN: Record<PeerName, (task: PeerTask) => Promise<Peer>> = {
  'ours, webgpu': async (task) => (await import('./peers/ours')).openOurs('webgpu', 'norm', task),
  'ours, webgpu, full fine-tuning': async (task) =>
    (await import('./peers/ours')).openOurs('webgpu', 'full', task),
  'ours, wasm': async (task) => (await import('./peers/ours')).openOurs('cpu', 'norm', task),
  'tfjs, webgpu': async (task) => (await import('./peers/tfjs')).openTfjs(task),
  'onnxruntime-web, webgpu': async (task) =>
    (await import('./peers/onnxruntime/webgpu')).openOnnxruntime(task),
  'onnxruntime-web, wasm': async (task) =>
    (await import('./peers/onnxruntime/wasm')).openOnnxOnProcessor(task),
  'jax-js, webgpu': async (task) => (await import('./peers/jax')).openJax(task),
};

self.onmessage = async ({ data: task }: MessageEvent<BenchTask>) => {
  try {
    self.postMessage({ result: await run(task) } satisfies BenchAnswer<unknown>);
  } catch (error) {
    self.postMessage({ error: (error as Error).message } satisfies BenchAnswer<unknown>);
  }
};

async function run(task: BenchTask): Promise<unknown> {
  switch (task.type) {
    case 'products':
      return timeProducts(navigator.gpu);
    case 'kernels': {
      const weights = openWeights(new Uint8Array(task.weights), BASE_CONFIG);
      return timeKernels(await openTimedDevice(navigator.gpu), weights, task.method, task.batch);
    }
    case 'beside':
      return timeBeside(task);
    case 'shares':
      return timeShares(task);
    case 'tile':
      return timeTile(task.threads);
    case 'nanogpt':
      return (await import('./peers/nanogpt')).timeNanogpt(task);
    case 'size':
      return timeSize(task);
    case 'peer':
      return timePeer(task);
  }
}

async function timePeer(task: Extract<BenchTask, { type: 'peer' }>): Promise<PeerReport> {
  const { peer: name, batch, steps, seconds: limit } = task;
  const { lr } = defaultSettings(PEERS[name]);
  const gpuBytes = watchGpuMemory();
  const weights = openWeights(new Uint8Array(task.weights), BASE_CONFIG);
  const clock = stopwatch();
  const peer = await OPEN[name]({ weights, batch, lr });
  const open = clock();
  const losses = [await peer.step()];
  const first = clock();
  const seconds: number[] = [];
  const begin = performance.now();
  while (seconds.length < steps && (seconds.length === 0 || performance.now() - begin < 1000 * limit)) {
    losses.push(await peer.step());
    seconds.push(clock());
  }
  const { about, note } = peer;
  peer.close();
  return { about, note, open, first, seconds, losses, gpuBytes: gpuBytes() };
}
