import type { Experiment, Found } from '../../experiments/experiment';
import { namesIn } from '../../experiments/names';
import { reportOf } from '../../experiments/report';
import { en } from '../../i18n/en';
import { BASE_SHA256 } from '../../model/config';
import type { ExperimentRecord } from '../../store';

/** An experiment as a file, for other programs: what was asked, on what, and what came out. In English. */
export function reportFile(experiment: Experiment<unknown>, record: ExperimentRecord, found: Found): string {
  const { form, general, adapters, done, cells, seconds, device, startedAt } = record;
  const nameOf = namesIn(en);
  const report = {
    ...reportOf(experiment, found, nameOf),
    form,
    authors: record.authors.map((author) => ({ ...author, name: nameOf(author.id) })),
    ...{ general, adapters, seconds },
    /** Fewer than all where it was stopped. */
    parts: { done, of: cells },
    startedAt: new Date(startedAt).toISOString(),
    machine: { device, browser: navigator.userAgent },
    base: BASE_SHA256,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
