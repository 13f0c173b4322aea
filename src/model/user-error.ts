/** What the sentence about an error may need: numbers, and names that the person knows. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * Something went wrong that the person at the screen should hear of. It has a reason and the numbers that belong to it, and
 * no sentence: the page turns it into one in the person's language (`src/i18n/words.ts`). Each domain has a subclass
 * with its own reasons; the domain's name and the reason find the sentence in the catalogue.
 */
export class UserError<Domain extends string = string, Reason extends string = string> extends Error {
  constructor(
    readonly domain: Domain,
    readonly reason: Reason,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(`${domain}/${reason}`, options);
    this.name = new.target.name;
  }

  /** As plain data, for a message between threads. */
  toData(): UserErrorData {
    return { domain: this.domain, reason: this.reason, details: this.details };
  }
}

/** A `UserError` as a message carries it. */
export interface UserErrorData {
  domain: string;
  reason: string;
  details: ErrorDetails;
}
