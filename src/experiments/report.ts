import { en } from '../i18n/en';
import type { ExperimentWords } from '../i18n/en/experiments';
import type { Experiment, ExperimentId, Found, NameOf, Presentation } from './experiment';

/** What an experiment asked and found, as a file for other programs has it: in English, its table row by row. */
export interface Report extends Omit<Presentation, 'table'> {
  experiment: ExperimentId;
  title: string;
  question: string;
  criterion: string;
  published?: string;
  passed: boolean | undefined;
  table: Record<string, string | number>[];
  /** The numbers that the sentence, the charts and the table are made from. */
  found: Found;
}

/** The report of what was found; `nameOf` has English names. */
export function reportOf(experiment: Experiment<unknown>, found: Found, nameOf: NameOf): Report {
  const { title, question, criterion, published }: ExperimentWords = en.experiments[experiment.id];
  const { sentence, charts, table } = experiment.present(found, en, nameOf);
  const rows = table.rows.map((row) => Object.fromEntries(row.map((value, i) => [table.head[i], value])));
  const { passed } = found;
  return {
    experiment: experiment.id,
    ...{ title, question, criterion, published, passed, sentence, charts },
    table: rows,
    found,
    ...experiment.facts?.(found),
  };
}
