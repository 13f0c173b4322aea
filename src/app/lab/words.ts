import type { ExperimentId, Finding, Form } from '../../experiments/experiment';
import type { ExperimentRecord } from '../../store';
import { plural, when } from '../shell/format';

/** The bets that were published have numbers; the others are open questions. */
export const isPublished = (id: ExperimentId): boolean => /^\d+$/.test(id);

/** "Bet 61", or "Open question". */
export const kindWords = (id: ExperimentId): string =>
  isPublished(id) ? `Experiment ${id}` : 'Open question';

export const FORM_NAMES: Record<Form, string> = { quick: 'Quick', full: 'Full' };

/** Whether it was passed, in two words or three. */
export function verdictWord({ passed }: Finding): string {
  if (passed === undefined) return 'Nothing to pass';
  return passed ? 'Passed' : 'Not passed';
}

/** What became of an experiment, for its card. */
export function stateWords({ finding, form, done, cells, startedAt }: ExperimentRecord): string {
  const what = finding ? verdictWord(finding) : `${done} of ${plural(cells, 'part')} done`;
  return `${what} · ${FORM_NAMES[form].toLowerCase()}, ${when(startedAt)}`;
}

/** "My text, A school diary", and the models that were measured beside. */
export function onWords({ authors, adapters }: Pick<ExperimentRecord, 'authors' | 'adapters'>): string {
  return [...authors, ...adapters].map(({ name }) => name).join(', ');
}
