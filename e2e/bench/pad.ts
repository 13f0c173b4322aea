import { startEvaluator } from '../../src/eval/client';
import type { EvaluatedModel } from '../../src/eval/evaluator';
import type { BaseFiles } from '../../src/model/config';

/** A page is written after `there`, on what `there` says already. */
export interface PadTask {
  /** Token ids that the model remembers. */
  memory: number[];
  /** The text at the beginning, and what is typed then. */
  there: string;
  typed: string;
}

/** Milliseconds from keys to suggestions. */
export interface PadTimes {
  threads: number;
  /** Each key, by the base alone and with a memory. */
  keys: Record<'base' | 'own', number[]>;
  /** From asking the other model, after a pause, to its suggestions. */
  switches: number[];
  /** The longest task of the page's main thread; 0 if none was longer than 50. */
  blocked: number;
}

const SWITCHES = 20;
/** Long enough for the other model to read what was written. */
const PAUSE_MS = 500;

/** Types a text key by key, each as soon as the one before is answered, and then goes from model to model. */
export async function timePad(base: BaseFiles, { memory, there, typed }: PadTask): Promise<PadTimes> {
  let blocked = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) blocked = Math.max(blocked, duration);
  });
  const evaluator = startEvaluator(base);
  const threads = await evaluator.ready;
  const models: Record<'base' | 'own', EvaluatedModel> = {
    base: { kind: 'base' },
    own: { kind: 'base', memory: Int32Array.from(memory) },
  };
  const timed = async (model: EvaluatedModel, text: string): Promise<number> => {
    const start = performance.now();
    await evaluator.suggest(model, text);
    return performance.now() - start;
  };
  const keys = { base: [] as number[], own: [] as number[] };
  const switches: number[] = [];
  for (const name of ['base', 'own'] as const) {
    // Opens the model and reads what is there.
    await evaluator.suggest(models[name], there);
    if (name === 'base') observer.observe({ type: 'longtask' });
    for (let length = 1; length <= typed.length; length++)
      keys[name].push(await timed(models[name], there + typed.slice(0, length)));
  }
  let text = there + typed;
  for (let i = 0; i < SWITCHES; i++) {
    const [one, other] = i % 2 === 0 ? [models.base, models.own] : [models.own, models.base];
    text += i % 3 === 2 ? ' and' : ' the';
    await evaluator.suggest(one, text);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    switches.push(await timed(other, text));
  }
  observer.disconnect();
  evaluator.close();
  return { threads, keys, switches, blocked };
}
