import { packAdapter } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import { UserError } from '../model/user-error';
import { openWeights } from '../model/weights';
import { BackgroundThrottle } from './background-throttle';
import { createEngine } from './create';
import type { EngineOptions } from './engine';
import { type Checkpoint, type CheckpointKeeper, type LoopHooks, runLoop } from './loop';
import type { TrainCommand, TrainReport, TrainTask } from './protocol';
import { hasRoomForCheckpoints } from './ram';
import { checkReference } from './reference';
import { adamwFor, defaultSettings, type TrainSettings } from './settings';
import { probeEngine, requireKnownAnswer } from './speed';
import type { Core } from './webgpu/shaders';

declare const self: DedicatedWorkerGlobalScope;

type Task<Type extends TrainTask['type']> = Extract<TrainTask, { type: Type }>;

/** Ends the run of this worker: each worker serves one. */
const stopping = new AbortController();
const pace = new BackgroundThrottle();
/** Whether the page wants the model of the run that goes on, and what lets the run go on once the page has it. */
let isWanted = false;
let goOn: (() => void) | undefined;
/** Takes the checkpoint that the page was asked for. */
let takeCheckpoint: ((checkpoint: Checkpoint | undefined) => void) | undefined;

self.onmessage = async ({ data: command }: MessageEvent<TrainCommand>) => {
  if (command.type === 'stop') {
    stopping.abort();
    return goOn?.();
  }
  if (command.type === 'take') {
    isWanted = true;
    return;
  }
  if (command.type === 'go-on') return goOn?.();
  if (command.type === 'visibility') return pace.setHidden(command.hidden);
  if (command.type === 'checkpoint') return takeCheckpoint?.(command.checkpoint);
  try {
    if (command.type === 'start') await train(command);
    else if (command.type === 'probe') await probe(command);
    else await reference(command);
  } catch (error) {
    tell({ type: 'failed', error: error instanceof UserError ? error.toData() : (error as Error).message });
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
  const { tokens, settings } = task;
  const { method } = settings;
  const { deviceMemory } = navigator as { deviceMemory?: number };
  tell({ type: 'stage', stage: 'loading' });
  const { engine, load } = await open(task, settings, task.core);
  try {
    tell({ type: 'device', engine: engine.name, device: engine.device });
    if (task.check) {
      tell({ type: 'stage', stage: 'checking' });
      await requireKnownAnswer(engine);
    }
    tell({ type: 'stage', stage: 'training' });
    const learned = async () => packAdapter(method, await engine.readTrained(), BASE_CONFIG);
    const hooks: LoopHooks = {
      signal: stopping.signal,
      pace,
      checkpoints: hasRoomForCheckpoints(method, deviceMemory) ? checkpointsInPage() : undefined,
      onPaused: (paused) => tell({ type: 'stage', stage: paused ? 'paused' : 'training' }),
      onLosses: (losses) => tell({ type: 'losses', losses }),
      onHeld: (step, perplexity) => tell({ type: 'held', step, perplexity }),
      onAlive: () => tell({ type: 'alive' }),
      handOver: {
        wanted: () => isWanted && !stopping.signal.aborted,
        async take(result) {
          isWanted = false;
          const adapter = await learned();
          const released = new Promise<void>((resolve) => {
            goOn = resolve;
          });
          tell({ type: 'taken', result, adapter, load }, [adapter.bytes.buffer]);
          await released;
        },
      },
    };
    const result = await runLoop(engine, tokens, settings, BASE_CONFIG.context, hooks, task.from);
    const adapter = await learned();
    tell({ type: 'done', result, adapter, load }, [adapter.bytes.buffer]);
  } finally {
    engine.release();
  }
}

/** Checkpoints are kept by the page, which outlives this worker; they are handed over, not copied. */
function checkpointsInPage(): CheckpointKeeper {
  return {
    keep(checkpoint) {
      const { values, momenta, variances } = checkpoint.engine;
      const arrays = [values, momenta, variances].flatMap((part) => [...part.values()]);
      tell(
        { type: 'checkpoint', checkpoint },
        arrays.map(({ buffer }) => buffer),
      );
    },
    newest: () =>
      new Promise((resolve) => {
        takeCheckpoint = resolve;
        tell({ type: 'wanted' });
      }),
  };
}

async function probe(task: Task<'probe'>): Promise<void> {
  const { engine, load } = await open(task, defaultSettings('norm'));
  try {
    const onAlive = () => tell({ type: 'alive' });
    onAlive();
    tell({ type: 'probed', probe: await probeEngine(engine, BASE_CONFIG, load, onAlive) });
  } finally {
    engine.release();
  }
}

async function reference({ engine, weights, file }: Task<'reference'>): Promise<void> {
  const report = await checkReference(
    new Uint8Array(file),
    (config, values, options) => createEngine(engine, config, values, options),
    openWeights(new Uint8Array(weights), BASE_CONFIG),
    (done, total) => tell({ type: 'referenceProgress', done, total }),
  );
  tell({ type: 'referenceChecked', report });
}
