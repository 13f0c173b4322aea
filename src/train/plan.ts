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
  /** Tokens that an earlier version of the model remembers, which is measured on the held-out text too, if there is one. */
  rival?: number;
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
  /** Of those, how many for the tests after the last step; not known of plans of the app's first versions. */
  testing?: number;
  /** A result on the way; nothing where the whole is there soon. */
  first?: FirstResult;
}

/** A result that a run gives on its way; times are in seconds from the start. */
export interface FirstResult {
  /** When the model is taken, and after how many steps that should be. */
  at: number;
  steps: number;
  measured: Workload;
  /** When its numbers are there. */
  seconds: number;
}

/** A run that is there within this many seconds has no result on the way; a plan fills only this share, for surprises. */
const SOON = 30;
const PLANNED_SHARE = 0.9;
/** Otherwise the first numbers should come after this many seconds, of which measuring takes at most this share. */
const FIRST_SECONDS = 22;
const MEASURING_SHARE = 1 / 3;
/** How many tokens of each text a first result is measured on at most, the best first. */
const FIRST_MEASURED = [Number.POSITIVE_INFINITY, 1024, 512, 256];
/** To remember a text is to read it once, which brings more than measuring does: this many times as much is read. */
const MEMORY_BESIDE = 4;
/** A first result comes after at least so many steps: on the slowest machines most of it is what the model remembers. */
export const FEWEST_STEPS = 2;

/** A plan for given settings, with one result at its end. */
export function planFor(settings: TrainSettings, measured: Workload, speed: MachineSpeed): Plan {
  const { opening, step, probe, base, model, rival } = timesOf(settings, measured, speed);
  const probes = probeSteps(settings, measured.held).size * probe;
  const testing = model + rival;
  const seconds = opening + settings.steps * step + probes + base + testing;
  return { settings, measured, seconds, testing };
}

/**
 * The same with a first result on the way, if the whole is not there soon. A model of all numbers has none: it would be in
 * the memory once more beside the run.
 */
export function withFirst(plan: Plan, speed: MachineSpeed): Plan {
  const { settings, measured } = plan;
  if (settings.method === 'full' || plan.seconds <= PLANNED_SHARE * SOON) return plan;
  const { opening, step, probe } = timesOf(settings, measured, speed);
  const measuring = (texts: Workload) => timesOf(settings, texts, speed);
  const choices = FIRST_MEASURED.map((most) => atMost(measured, most));
  const fits = (texts: Workload) =>
    measuring(texts).base + measuring(texts).model <= MEASURING_SHARE * FIRST_SECONDS;
  const less = choices.find(fits) ?? choices[choices.length - 1];
  const { base, model } = measuring(less);
  const probes = [...probeSteps(settings, measured.held)];
  /** When so many steps are taken. */
  const after = (steps: number) =>
    base + opening + steps * step + probes.filter((at) => at <= steps).length * probe;
  let steps = FEWEST_STEPS;
  while (steps < settings.steps && after(steps + 1) + model <= FIRST_SECONDS) steps++;
  // So short a run ends sooner.
  if (steps >= settings.steps) return plan;
  const at = after(steps);
  // The base is measured on the whole text only at the end then.
  const isPart = less.held < measured.held;
  const whole = measuring(measured);
  return {
    ...plan,
    seconds: plan.seconds + model + (isPart ? base : 0),
    testing: whole.model + whole.rival + (isPart ? whole.base : 0),
    first: { at, steps, measured: less, seconds: at + model },
  };
}

/**
 * The whole recipe on all of the text, for the student: with a first result, and ended when more steps no longer help. What
 * counts as enough is measured for norm-only; the other methods go to their last step.
 */
export function recipePlan(method: Method, texts: Workload, speed: MachineSpeed): Plan {
  const settings = { ...defaultSettings(method), ...(method === 'norm' && { endsWhenEnough: true }) };
  return withFirst(planFor(settings, texts, speed), speed);
}

/**
 * Steps of a model that goes on from what it has learned: with as much new text as is usual, as good as the whole recipe anew.
 */
export const GOING_ON_STEPS = 30;

/** The recipe of a norm-only model that goes on. */
export function goingOnPlan(texts: Workload, speed: MachineSpeed): Plan {
  return withFirst(planFor({ ...defaultSettings('norm'), steps: GOING_ON_STEPS }, texts, speed), speed);
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

/** The same for measuring an earlier version of the model, where there is one. */
export function rivalTokens({ held, rival }: Workload): number {
  return rival === undefined ? 0 : modelTokens({ held, general: 0, memory: rival });
}

/** Seconds to open the engine, for a step, for a probe of the held-out text, and to measure the base, the model and its rival. */
function timesOf(settings: TrainSettings, texts: Workload, speed: MachineSpeed) {
  const { engine, train, evaluate } = speed;
  const { method, rows, length } = settings;
  const cost = (one: Method) => tokenCost(engine, one);
  const norm = train.perToken.norm ?? (train.perToken.full ?? 0) / cost('full');
  const token = train.perToken[method] ?? norm * cost(method);
  return {
    opening: train.load + ONCE[method] * norm,
    step: stepTokens(engine, method, rows * length) * token,
    probe: texts.held * FORWARD * norm,
    // Its general perplexity is known from before.
    base: texts.held * evaluate,
    model: modelTokens(texts) * evaluate,
    rival: rivalTokens(texts) * evaluate,
  };
}
