import type { ExperimentId } from '../../experiments/experiment';
import { authorName } from '../../experiments/names';
import type { Strings } from '../../i18n/en';
import type { AskedTerm } from '../../i18n/glossary';
import type { ExperimentRecord } from '../../store';

/** The word in the question of an experiment that wants explaining, where there is one. */
export const TERMS: Partial<Record<ExperimentId, AskedTerm>> = {
  10: 'full',
  28: 'fall',
  29: 'training',
  37: 'gain',
  43: 'seed',
  49: 'lora',
  60: 'random-text',
  year: 'general-text',
  billion: 'parameter',
  recipe: 'held-out',
  writing: 'suggestion',
};

/** The experiments that were published have numbers; the others are open questions. */
export const isPublished = (id: ExperimentId): boolean => /^\d+$/.test(id);

/** "Experiment 61, published as Bet 61", or "Open question". */
export const kindOf = (t: Strings, id: ExperimentId): string =>
  isPublished(id) ? t.lab.published(id) : t.lab.open;

/** Whether a finished experiment was passed, in two words or three. */
export function verdictOf({ lab }: Strings, passed: boolean | undefined): string {
  if (passed === undefined) return lab.state.noPass;
  return passed ? lab.state.passed : lab.state.notPassed;
}

/** What became of an experiment, for its card. */
export function stateOf(
  t: Strings,
  { finished, passed, form, done, cells, startedAt }: ExperimentRecord,
): string {
  const { state } = t.lab;
  return state.last[form](finished ? verdictOf(t, passed) : state.done(done, cells), startedAt);
}

/** "My text", "A school diary", and the models that were measured beside. */
export function namesOn(
  t: Strings,
  { authors, adapters }: Pick<ExperimentRecord, 'authors' | 'adapters'>,
): string[] {
  return [...authors.map(({ id }) => authorName(t, id)), ...keptModels(t, adapters)];
}

/** The models of a list by names that differ: their owner may have given several the same one. */
export function keptModels({ experiments }: Strings, adapters: readonly { name: string }[]): string[] {
  return adapters.map(({ name }, i) => {
    const nth = adapters.slice(0, i + 1).filter((other) => other.name === name).length;
    return experiments.common.keptModel(name, nth);
  });
}
