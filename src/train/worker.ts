/// <reference lib="webworker" />
import { packAdapter } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import { openWeights } from '../model/weights';
import { type EngineOptions, TrainError } from './engine';
import { runLoop } from './loop';
import type { TrainCommand, TrainReport } from './protocol';
import { checkReference } from './reference';
import { adamwFor } from './settings';
import { createWebGpuEngine } from './webgpu/engine';

declare const self: DedicatedWorkerGlobalScope;

type Start = Extract<TrainCommand, { type: 'start' }>;
type Reference = Extract<TrainCommand, { type: 'reference' }>;

/** Ends the run of this worker: there is one worker a run. */
const stopping = new AbortController();

self.onmessage = async ({ data: command }: MessageEvent<TrainCommand>) => {
  if (command.type === 'stop') {
    stopping.abort();
    return;
  }
  try {
    if (command.type === 'start') await train(command);
    else await reference(command);
  } catch (error) {
    const reason = error instanceof TrainError ? error.reason : 'other';
    tell({ type: 'failed', run: command.run, reason, message: (error as Error).message });
  }
};

function tell(report: TrainReport, transfer: Transferable[] = []): void {
  self.postMessage(report, transfer);
}

async function train({ run, weights, tokens, settings }: Start): Promise<void> {
  const start = performance.now();
  const { method, rows, length } = settings;
  const options: EngineOptions = {
    method,
    adamw: adamwFor(method),
    // Held-out text is measured in whole contexts, whatever the training windows are.
    maxTokens: Math.max(rows * length, BASE_CONFIG.context),
    maxLength: Math.max(length, BASE_CONFIG.context),
  };
  tell({ type: 'stage', run, stage: 'loading' });
  const base = openWeights(new Uint8Array(weights), BASE_CONFIG);
  const engine = await createWebGpuEngine(navigator.gpu, BASE_CONFIG, base, options);
  try {
    const loaded = performance.now();
    tell({ type: 'device', run, engine: engine.name, device: engine.device });
    tell({ type: 'stage', run, stage: 'training' });
    const { steps, curve } = await runLoop(engine, tokens, settings, BASE_CONFIG.context, {
      signal: stopping.signal,
      onLosses: (losses) => tell({ type: 'losses', run, losses }),
      onHeld: (step, perplexity) => tell({ type: 'held', run, step, perplexity }),
    });
    const adapter = packAdapter(method, await engine.readTrained(), BASE_CONFIG);
    const seconds = { load: (loaded - start) / 1000, train: (performance.now() - loaded) / 1000 };
    tell({ type: 'done', run, steps, curve, adapter, seconds }, [adapter.bytes.buffer]);
  } finally {
    engine.dispose();
  }
}

async function reference({ run, weights, file }: Reference): Promise<void> {
  const base = openWeights(new Uint8Array(weights), BASE_CONFIG);
  const report = await checkReference(
    new Uint8Array(file),
    (config, values, options) => createWebGpuEngine(navigator.gpu, config, values, options),
    base,
    (done, total) => tell({ type: 'referenceProgress', run, done, total }),
  );
  tell({ type: 'referenceChecked', run, report });
}
