import type { ExperimentId, ExperimentRecord } from './schema';

/**
 * A record as the app wrote it before findings were derived in the language of the moment: with the words of what was found,
 * and with the names of authors. Sealed ones can be read but not rewritten by a migration.
 */
interface WordedRecord extends Omit<ExperimentRecord, 'experiment' | 'authors' | 'finished' | 'passed'> {
  bet: ExperimentId;
  authors: { id: string; name: string; train: number; held: number }[];
  /** Once every part was finished. */
  finding?: { passed: boolean | undefined };
}

/** An adapter's name had this behind it, so that it differed from others' and from authors'. */
const NAME_SUFFIX = / \(kept(?:, \d+)?\)$/;

/** A record of any version as the present one. */
export function currentRecord(record: ExperimentRecord | WordedRecord): ExperimentRecord {
  if (!('bet' in record)) return record;
  const { bet, finding, authors, adapters, ...facts } = record;
  return {
    ...facts,
    experiment: bet,
    authors: authors.map(({ id, train, held }) => ({ id, train, held })),
    adapters: adapters.map(({ id, name }) => ({ id, name: name.replace(NAME_SUFFIX, '') })),
    finished: finding !== undefined,
    ...(finding?.passed !== undefined && { passed: finding.passed }),
  };
}
