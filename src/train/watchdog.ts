/** Opening an engine and testing it is one long silence on a slow machine. It may last this long, in seconds. */
const OPENING_LIMIT = 300;
/** In training a silence is too long after this many seconds, if it is also this many times the longest one so far. */
const TRAINING_LIMIT = 60;
const LONGEST_TIMES = 8;

/**
 * Watches whether a worker is still alive. A browser reports a script error to the page, but not that it ended a worker,
 * for want of memory or otherwise (https://github.com/whatwg/html/issues/5869), and a driver that hangs reports nothing:
 * only the silence shows it.
 *
 * Seconds are counted by a timer's ticks, so that a laptop that slept has not been silent.
 */
export class Watchdog {
  private seconds = 0;
  private longest = 0;
  private training = false;
  private waiting = false;
  private hidden = false;
  private readonly timer: ReturnType<typeof setInterval>;

  /** Starts to listen; `onTooLong` is called once, if ever. */
  constructor(onTooLong: () => void) {
    this.timer = setInterval(() => {
      if (this.hidden || this.waiting) return;
      this.seconds++;
      if (this.seconds <= this.limit) return;
      this.end();
      onTooLong();
    }, 1000);
  }

  /** The worker gave a sign of life. */
  heard(): void {
    if (this.training) this.longest = Math.max(this.longest, this.seconds);
    this.seconds = 0;
  }

  /** The worker trains, or has paused and will say nothing until the page is back in sight. */
  setStage(stage: 'training' | 'paused'): void {
    this.training = true;
    this.waiting = stage === 'paused';
  }

  /** Out of sight, timers and workers are slowed down: nothing is counted. */
  setHidden(hidden: boolean): void {
    this.hidden = hidden;
    this.seconds = 0;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private get limit(): number {
    return this.training ? Math.max(TRAINING_LIMIT, LONGEST_TIMES * this.longest) : OPENING_LIMIT;
  }
}
