import type { EvaluatorClient } from '../../eval/client';
import type { Interval } from '../../model/run';
import type { ClassModel, CollectedMember, ComparedMember } from '../../store';
import type { Entrant } from './entrants';
import { aheadOf } from './ranking';
import { BASE_ID, Readings, readAll } from './readings';

/** Whose model knows a student better, as far as the interval tells: nobody's, where the text is too short for one. */
export type Knows = 'own' | 'class' | 'open' | 'short';

/** What follows from how many times lower a student's own model's perplexity is than the class's model's. */
export function whoKnows({ low, high }: Interval): Knows {
  if (low === undefined || high === undefined) return 'short';
  if (low > 1) return 'own';
  return high < 1 ? 'class' : 'open';
}

/** How many students each answer holds for. */
export function tallyOf(compared: readonly ComparedMember[]): Record<Knows, number> {
  const tally: Record<Knows, number> = { own: 0, class: 0, open: 0, short: 0 };
  for (const { ahead } of compared) tally[whoKnows(ahead)]++;
  return tally;
}

/** The members that can be compared: those with a model, and held-out text to test it on. */
export const membersToCompare = (
  members: readonly CollectedMember[],
  tests: ReadonlyMap<string, Int32Array>,
): CollectedMember[] => members.filter(({ id, model }) => model && tests.has(id));

/**
 * Has the base, a student's own model and the class's model read the held-out text of each student. `onReading` hears how
 * many of `all` readings are done. Rejects with a `UserError`, or soon after `signal` is aborted with its reason.
 */
export async function compareMembers(
  evaluator: Pick<EvaluatorClient, 'perplexity'>,
  model: Pick<ClassModel, 'id' | 'weights'>,
  members: readonly CollectedMember[],
  tests: ReadonlyMap<string, Int32Array>,
  options: { signal?: AbortSignal; onReading?: (done: number, all: number) => void } = {},
): Promise<ComparedMember[]> {
  const { signal, onReading } = options;
  const compared = membersToCompare(members, tests);
  const readings = new Readings();
  const all = 3 * compared.length;
  let done = 0;
  const entrantOf = (id: string, weights: ClassModel['weights']): Entrant => ({
    ...{ id, name: id, method: weights.method, weights: async () => weights },
  });
  const ofClass = entrantOf(model.id, model.weights);
  const found: ComparedMember[] = [];
  onReading?.(done, all);
  for (const { id, model: own } of compared) {
    const ids = tests.get(id)!;
    await readAll(evaluator, [entrantOf(id, own!.weights), ofClass], [ids], readings, {
      ...{ withBase: true, signal, onReading: () => onReading?.(++done, all) },
    });
    const [byBase, byOwn, byClass] = [BASE_ID, id, model.id].map((one) => readings.get(ids, one)!);
    found.push({
      ...{ id, tokens: ids.length - 1, base: byBase.perplexity, own: byOwn.perplexity },
      ...{ byClass: byClass.perplexity, ahead: aheadOf(byOwn, byClass).by },
    });
  }
  return found;
}
