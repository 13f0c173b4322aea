/** A step that takes this many times as long as one in sight is being slowed down by the browser. */
const SLOWED = 3;
/** This many slow steps in a row are no accident. */
const SLOW_STEPS = 2;

/**
 * Knows whether the browser slows a run down while its tab is out of sight, and then holds it until the
 * tab is back: a run that crawls for hours in the background would only drain the battery.
 */
export class BackgroundThrottle {
  private hidden = false;
  /** Seconds of the shortest step in sight so far. */
  private inSight = Number.POSITIVE_INFINITY;
  private slow = 0;
  private goOn: (() => void) | undefined;

  /** To be called when the tab goes out of sight and when it comes back. */
  setHidden(hidden: boolean): void {
    this.hidden = hidden;
    this.slow = 0;
    if (!hidden) this.goOn?.();
  }

  /** To be called with the seconds that each step took. */
  stepTook(seconds: number): void {
    if (!this.hidden) this.inSight = Math.min(this.inSight, seconds);
    else this.slow = seconds > SLOWED * this.inSight ? this.slow + 1 : 0;
  }

  /** Whether the next step should wait. */
  get held(): boolean {
    return this.hidden && this.slow >= SLOW_STEPS;
  }

  /** Resolves when the tab is back in sight, or `signal` is aborted. */
  async untilInSight(signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.goOn = resolve;
      if (!this.hidden || signal?.aborted) resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
    this.goOn = undefined;
  }
}
