import { packAdapter } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import type { Method } from '../model/run';
import { openWeights } from '../model/weights';
import { BackgroundThrottle } from './background-throttle';
import { createEngine } from './create';
import { type EngineOptions, TrainError } from './engine';
import { type Checkpoint, type CheckpointKeeper, type LoopHooks, runLoop } from './loop';
import type { RunId, TrainCommand, TrainReport, TrainTask } from './protocol';
import { checkReference } from './reference';
import { adamwFor, defaultSettings, type TrainSettings } from './settings';
import { probeEngine, requireKnownAnswer } from './speed';
import type { Core } from './webgpu/shaders';

declare const self: DedicatedWorkerGlobalScope;

type Task<Type extends TrainTask['type']> = Extract<TrainTask, { type: Type }>;

/** Ends the run of this worker: there is one worker a run. */
const stopping = new AbortController();
const pace = new BackgroundThrottle();
/** Takes the checkpoint that the page was asked for. */
let takeCheckpoint: ((checkpoint: Checkpoint | undefined) => void) | undefined;

self.onmessage = async ({ data: command }: MessageEvent<TrainCommand>) => {
  if (command.type === 'stop') return stopping.abort();
  if (command.type === 'visibility') return pace.setHidden(command.hidden);
  if (command.type === 'checkpoint') return takeCheckpoint?.(command.checkpoint);
  try {
    if (command.type === 'start') await train(command);
    else if (command.type === 'probe') await probe(command);
    else await reference(command);
  } catch (error) {
    const reason = error instanceof TrainError ? error.reason : 'other';
    tell({ type: 'failed', run: command.run, reason, message: (error as Error).message });
  }
};

function tell(report: TrainReport, transfer: Transferable[] = []): void {
  self.postMessage(report, transfer);
}

/** An engine that holds the base, made for `settings`, and in how many seconds. */
async function open(
  { engine: name, weights }: TrainTask,
  { method, rows, length, lora, seed }: TrainSettings,
  core?: Core,
) {
  const start = performance.now();
  const options: EngineOptions = {
    method,
    adamw: adamwFor(method),
    // Held-out text is measured in whole contexts, whatever the training windows are.
    maxTokens: Math.max(rows * length, BASE_CONFIG.context),
    maxLength: Math.max(length, BASE_CONFIG.context),
    ...(lora && { lora: { ...lora, seed } }),
    core,
  };
  const base = openWeights(new Uint8Array(weights), BASE_CONFIG);
  const engine = await createEngine(name, BASE_CONFIG, base, options);
  return { engine, load: (performance.now() - start) / 1000 };
}

async function train(task: Task<'start'>): Promise<void> {
  const { run, tokens, settings } = task;
  const { method } = settings;
  tell({ type: 'stage', run, stage: 'loading' });
  const { engine, load } = await open(task, settings, task.core);
  try {
    tell({ type: 'device', run, engine: engine.name, device: engine.device });
    if (task.check) {
      tell({ type: 'stage', run, stage: 'checking' });
      await requireKnownAnswer(engine);
    }
    tell({ type: 'stage', run, stage: 'training' });
    const hooks: LoopHooks = {
      signal: stopping.signal,
      pace,
      checkpoints: hasRoomForCheckpoints(method) ? checkpointsInPage(run) : undefined,
      onPaused: (paused) => tell({ type: 'stage', run, stage: paused ? 'paused' : 'training' }),
      onLosses: (losses) => tell({ type: 'losses', run, losses }),
      onHeld: (step, perplexity) => tell({ type: 'held', run, step, perplexity }),
      onAlive: () => tell({ type: 'alive', run }),
    };
    const { seconds: steps, ...result } = await runLoop(
      engine,
      tokens,
      settings,
      BASE_CONFIG.context,
      hooks,
      task.from,
    );
    const adapter = packAdapter(method, await engine.readTrained(), BASE_CONFIG);
    tell({ type: 'done', run, ...result, adapter, seconds: { load, steps } }, [adapter.bytes.buffer]);
  } finally {
    engine.release();
  }
}

/** Checkpoints are kept by the page, which outlives this worker; they are handed over, not copied. */
function checkpointsInPage(run: RunId): CheckpointKeeper {
  return {
    keep(checkpoint) {
      const { values, momenta, variances } = checkpoint.engine;
      const arrays = [values, momenta, variances].flatMap((part) => [...part.values()]);
      tell(
        { type: 'checkpoint', run, checkpoint },
        arrays.map(({ buffer }) => buffer),
      );
    },
    newest: () =>
      new Promise((resolve) => {
        takeCheckpoint = resolve;
        tell({ type: 'wanted', run });
      }),
  };
}

/** A checkpoint of full fine-tuning is 450 MB: a laptop of which the browser tells so little memory, in GB, has none. */
const NO_ROOM_GB = 4;

function hasRoomForCheckpoints(method: Method): boolean {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return method !== 'full' || deviceMemory === undefined || deviceMemory > NO_ROOM_GB;
}

async function probe(task: Task<'probe'>): Promise<void> {
  const { engine, load } = await open(task, defaultSettings('norm'));
  try {
    tell({ type: 'probed', run: task.run, probe: await probeEngine(engine, BASE_CONFIG, load) });
  } finally {
    engine.release();
  }
}

async function reference({ run, engine, weights, file }: Task<'reference'>): Promise<void> {
  const report = await checkReference(
    new Uint8Array(file),
    (config, values, options) => createEngine(engine, config, values, options),
    openWeights(new Uint8Array(weights), BASE_CONFIG),
    (done, total) => tell({ type: 'referenceProgress', run, done, total }),
  );
  tell({ type: 'referenceChecked', run, report });
}
