import type { EngineName, Method } from '../model/run';
import { FORWARD, ONCE, stepTokens, tokenCost, WITH_CACHE } from './costs';
import { defaultSettings, probeSteps, type TrainSettings } from './settings';
import type { Speed } from './speed';

/** How much is measured, in tokens. */
export interface Workload {
  held: number;
  general: number;
  /** Tokens of the training text that the model will remember, which are read once more for it; 0 for no memory. */
  memory: number;
}

/** How fast a machine does each part of the main job. */
export interface MachineSpeed {
  /** The engine that trains, and its speed. */
  engine: EngineName;
  train: Speed;
  /** Seconds that the evaluator needs per token. */
  evaluate: number;
}

/** What a run will be, and how long it will take, in seconds. */
export interface Plan {
  settings: TrainSettings;
  /** How much of the held-out and of the general text is measured, from their beginning, and of the training text's end remembered. */
  measured: Workload;
  seconds: number;
}

/** A first result comes within this many seconds; a plan fills only this share of them, for surprises. */
const FIRST_RESULT_SECONDS = 30;
const PLANNED_SHARE = 0.9;

/**
 * What a first run can be, the best first: the recommended recipe, then less, down to what a very slow
 * machine can do. `measured` bounds each of the two texts that are measured, in tokens, and so what is remembered.
 */
const RUNGS: { steps: number; rows: number; length: number; measured: number }[] = [
  { steps: 100, rows: 2, length: 256, measured: Number.POSITIVE_INFINITY },
  { steps: 50, rows: 2, length: 256, measured: Number.POSITIVE_INFINITY },
  { steps: 30, rows: 2, length: 256, measured: Number.POSITIVE_INFINITY },
  { steps: 30, rows: 1, length: 256, measured: Number.POSITIVE_INFINITY },
  { steps: 30, rows: 1, length: 256, measured: 1024 },
  { steps: 30, rows: 1, length: 128, measured: 1024 },
  { steps: 20, rows: 1, length: 128, measured: 512 },
  { steps: 10, rows: 1, length: 128, measured: 512 },
  { steps: 10, rows: 1, length: 64, measured: 256 },
];

/** To remember a text is to read it once, which brings more than measuring does: this many times as much is read. */
const MEMORY_BESIDE = 4;

/** The whole recipe on all of the text. */
export function thoroughPlan(method: Method, texts: Workload, speed: MachineSpeed): Plan {
  return planFor(defaultSettings(method), texts, speed);
}

/** The best plan whose result is there in 30 seconds; where none is, the shortest. */
export function quickPlan(method: Method, texts: Workload, speed: MachineSpeed): Plan {
  let plan: Plan | undefined;
  for (const { measured, ...shape } of RUNGS) {
    plan = planFor({ ...defaultSettings(method), ...shape }, atMost(texts, measured), speed);
    if (plan.seconds <= PLANNED_SHARE * FIRST_RESULT_SECONDS) break;
  }
  return plan!;
}

/** A plan for given settings. */
export function planFor(settings: TrainSettings, measured: Workload, speed: MachineSpeed): Plan {
  return { settings, measured, seconds: secondsFor(settings, measured, speed) };
}

function atMost({ held, general, memory }: Workload, tokens: number): Workload {
  return {
    held: Math.min(held, tokens),
    general: Math.min(general, tokens),
    memory: Math.min(memory, MEMORY_BESIDE * tokens),
  };
}

/** How many tokens a measuring of the model comes to: those that it remembers, and with them each takes longer. */
export function modelTokens({ held, general, memory }: Workload): number {
  return memory + (held + general) * (memory > 0 ? WITH_CACHE : 1);
}

/** Opening the engine, the steps, the measuring between them, and the evaluator's work before and after. */
function secondsFor(settings: TrainSettings, measured: Workload, speed: MachineSpeed): number {
  const { held } = measured;
  const { engine, train } = speed;
  const { method, rows, length } = settings;
  const cost = (one: Method) => tokenCost(engine, one);
  const norm = train.perToken.norm ?? (train.perToken.full ?? 0) / cost('full');
  const token = train.perToken[method] ?? norm * cost(method);
  const once = train.load + ONCE[method] * norm;
  const steps = settings.steps * stepTokens(engine, method, rows * length) * token;
  const probes = probeSteps(settings, held).size * held * FORWARD * norm;
  // The base's general perplexity is known from before.
  const evaluator = (held + modelTokens(measured)) * speed.evaluate;
  return once + steps + probes + evaluator;
}
