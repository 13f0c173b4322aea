import type { EngineName, Method } from '../model/run';
import { type Failure, TrainError } from './engine';
import type { EngineProbe, Speed } from './speed';
import type { Core } from './webgpu/shaders';

/** The student's wish: the machine chooses, or one engine. */
export type Preference = EngineName | 'auto';

/** What this machine looks like from the browser. */
export interface Machine {
  /** Names the processor's part for the browser: its version, and the number of threads. */
  cpu: string;
  /** Names the graphics adapter, its driver as far as it is known, and the browser's version. */
  webgpu: string;
  adapter: 'none' | 'software' | 'hardware';
}

/** An engine that may be used on a machine, or the reason why it may not. */
export type EngineState =
  | { status: 'right'; device: string; core?: Core; speed: Speed; checked: Method[] }
  | ({ status: 'wrong' } & Failure);

/** What is remembered of a machine's engines; each is known for the machine it was found out on. */
export interface EngineHistory {
  preference: Preference;
  engines: Partial<Record<EngineName, { machine: string; state: EngineState }>>;
  /** How long the evaluator, which works on the processor, needs for a token. */
  evaluator?: { machine: string; secondsPerToken: number };
}

export const NOTHING_KNOWN: EngineHistory = { preference: 'auto', engines: {} };

/** Which engine trains, and why; or that none can. */
export type Choice =
  | { engine: EngineName; why: Why /** What is wrong with the other engine. */; failure?: Failure }
  | { engine: undefined; failure: Failure };

export type Why =
  /** The student asked for it. */
  | 'asked'
  /** It was the faster one in the probe. */
  | 'faster'
  /** There is no graphics processor, or just a program that imitates one. */
  | 'no-gpu'
  | 'software-gpu'
  /** The other engine was found wrong. */
  | 'other-wrong';

/** No processor trains this fast, in seconds per token: 100 ms for a step of 512. Beside such an engine it need not be tried. */
const BEYOND_CPU = 2e-4;

/** What is known of an engine on this machine as it is now; a new browser or driver is a new machine. */
export function known(history: EngineHistory, machine: Machine, engine: EngineName): EngineState | undefined {
  const entry = history.engines[engine];
  return entry?.machine === machine[engine] ? entry.state : undefined;
}

/**
 * Finds out what has to be known for a choice: `probe` tries an engine and rejects with a `TrainError`
 * where it is missing, wrong, hanging or lost. What is known stays; a graphics processor that failed is not
 * tried again until `forget` is called. A software adapter is tried only if the student asks for it.
 */
export async function examine(
  history: EngineHistory,
  machine: Machine,
  probe: (engine: EngineName) => Promise<EngineProbe>,
): Promise<EngineHistory> {
  let learned = history;
  const tryOut = async (engine: EngineName) => {
    if (known(learned, machine, engine)) return;
    const state = await probe(engine).then(stateOf, wrongBecause);
    learned = remember(learned, machine, engine, state);
  };
  const { preference } = history;
  const worthwhile = preference === 'webgpu' ? machine.adapter !== 'none' : machine.adapter === 'hardware';
  if (preference !== 'cpu' && worthwhile) await tryOut('webgpu');
  const gpu = known(learned, machine, 'webgpu');
  const settled =
    gpu?.status === 'right' &&
    (preference === 'webgpu' || (preference === 'auto' && seconds(gpu.speed) < BEYOND_CPU));
  if (!settled) await tryOut('cpu');
  return learned;
}

/** The engine to train with, by what is known. */
export function choose(history: EngineHistory, machine: Machine): Choice {
  const { preference } = history;
  const cpu = known(history, machine, 'cpu');
  const gpu = known(history, machine, 'webgpu');
  if (preference === 'cpu' && cpu?.status !== 'wrong') return { engine: 'cpu', why: 'asked' };
  if (gpu?.status === 'right') {
    if (preference === 'webgpu') return { engine: 'webgpu', why: 'asked' };
    if (cpu?.status === 'wrong')
      return { engine: 'webgpu', why: 'other-wrong', failure: failureOf('cpu', cpu) };
    if (cpu === undefined) return { engine: 'webgpu', why: 'faster' };
    const gpuIsFaster = seconds(gpu.speed) < seconds(cpu.speed);
    return { engine: gpuIsFaster ? 'webgpu' : 'cpu', why: 'faster' };
  }
  if (cpu?.status === 'wrong') return { engine: undefined, failure: failureOf('cpu', cpu) };
  if (gpu?.status === 'wrong')
    return { engine: 'cpu', why: 'other-wrong', failure: failureOf('webgpu', gpu) };
  return { engine: 'cpu', why: machine.adapter === 'software' ? 'software-gpu' : 'no-gpu' };
}

/** Remembers a failure of an engine that was chosen, so that the other takes over. */
export function rememberFailure(
  history: EngineHistory,
  machine: Machine,
  engine: EngineName,
  error: Error,
): EngineHistory {
  return remember(history, machine, engine, wrongBecause(error));
}

/** Remembers what a run has shown: its speed, and that its method passed the known-answer test. */
export function rememberRun(
  history: EngineHistory,
  machine: Machine,
  engine: EngineName,
  run: { method: Method; load: number; perToken: number },
): EngineHistory {
  const state = known(history, machine, engine);
  if (state?.status !== 'right') return history;
  const perToken = { ...state.speed.perToken, [run.method]: run.perToken };
  const checked = [...new Set([...state.checked, run.method])];
  return remember(history, machine, engine, { ...state, speed: { load: run.load, perToken }, checked });
}

/** Remembers how long the evaluator needs for a token. */
export function rememberEvaluator(
  history: EngineHistory,
  machine: Machine,
  secondsPerToken: number,
): EngineHistory {
  return { ...history, evaluator: { machine: machine.cpu, secondsPerToken } };
}

/** The evaluator's seconds for a token, if they are known of this machine as it is now. */
export function evaluatorSpeed({ evaluator }: EngineHistory, machine: Machine): number | undefined {
  return evaluator?.machine === machine.cpu ? evaluator.secondsPerToken : undefined;
}

/** Forgets what is known of an engine, so that it is tried again: the student asked. */
export function forget(history: EngineHistory, engine: EngineName): EngineHistory {
  return { ...history, engines: { ...history.engines, [engine]: undefined } };
}

function remember(
  history: EngineHistory,
  machine: Machine,
  engine: EngineName,
  state: EngineState,
): EngineHistory {
  return { ...history, engines: { ...history.engines, [engine]: { machine: machine[engine], state } } };
}

function stateOf({ device, core, speed }: EngineProbe): EngineState {
  return { status: 'right', device, core, speed, checked: Object.keys(speed.perToken) as Method[] };
}

function wrongBecause(error: Error): EngineState {
  const { reason, details } =
    error instanceof TrainError ? error : new TrainError('hanging', { problem: 'ended', why: error.message });
  return { status: 'wrong', reason, details };
}

/** What is known to be wrong with an engine; the app's first versions kept no details. */
function failureOf(engine: EngineName, { reason, details = { engine } }: Failure): Failure {
  return { reason, details };
}

function seconds({ perToken }: Speed): number {
  return perToken.norm ?? Number.POSITIVE_INFINITY;
}
