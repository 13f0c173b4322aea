import type { experiment } from '../i18n/en/errors/experiment';
import { UserError } from '../model/user-error';

/** Why an experiment cannot be run on what was chosen: each has its sentence in the catalogue. */
export type ExperimentReason = keyof typeof experiment;

/**
 * An experiment cannot be run on what was chosen. Details are the `author` (an id) whose text it is, the tokens that are
 * `needed` and those that there are (`have`), or about how many words are missing (`moreWords`).
 */
export class ExperimentError extends UserError<'experiment', ExperimentReason> {
  constructor(reason: ExperimentReason, details: UserError['details'] = {}) {
    super('experiment', reason, details);
  }
}
