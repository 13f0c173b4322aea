/** Seconds in which the browser had frozen this page, and since when it has, if it has. */
let frozen = 0;
let frozenSince: number | undefined;

const now = () => performance.now() / 1000;

// https://wicg.github.io/page-lifecycle
if (typeof document !== 'undefined') {
  document.addEventListener('freeze', () => {
    frozenSince ??= now();
  });
  document.addEventListener('resume', () => {
    if (frozenSince !== undefined) frozen += now() - frozenSince;
    frozenSince = undefined;
  });
}

/** For how many seconds this page has been frozen, all times together. */
export const secondsFrozen = (): number => frozen;

/** Counts seconds of work: without those before its start, those in which it is stopped, and those in which the page was frozen. */
export class WorkClock {
  private since: number | undefined;

  /** Goes on from `before` seconds. */
  constructor(private before = 0) {}

  get seconds(): number {
    return this.before + (this.since === undefined ? 0 : now() - frozen - this.since);
  }

  start(): void {
    this.since ??= now() - frozen;
  }

  stop(): void {
    this.before = this.seconds;
    this.since = undefined;
  }
}
