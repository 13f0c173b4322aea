import type { Experiment, Finding } from '../../experiments/experiment';
import { reportOf } from '../../experiments/report';
import { BASE_SHA256 } from '../../model/base';
import type { ExperimentRecord } from '../../store';

/** An experiment as a file, for other programs: what was asked, on what, and what came out. */
export function reportFile(bet: Experiment<unknown>, record: ExperimentRecord, finding: Finding): string {
  const { form, authors, general, adapters, done, cells, seconds, device, startedAt } = record;
  const report = {
    ...reportOf(bet, finding),
    ...{ form, authors, general, adapters, seconds },
    /** Fewer than all where it was stopped. */
    parts: { done, of: cells },
    startedAt: new Date(startedAt).toISOString(),
    machine: { device, browser: navigator.userAgent },
    base: BASE_SHA256,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
