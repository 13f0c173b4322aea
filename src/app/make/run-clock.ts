import type { PersonaliseNews } from '../../run/personalise';
import { WorkClock } from '../../run/work-clock';
import type { Plan } from '../../train/plan';

/** In how many seconds the first numbers and the end come, as far as it can be told. */
export interface TimeLeft {
  first?: number;
  all?: number;
}

/** Tells from the news of a run how long it will take on. */
export class RunClock {
  private readonly clock = new WorkClock();
  /** The step since which steps have followed each other, and when it came. */
  private since: { step: number; seconds: number } | undefined;
  private step = 0;
  private secondsPerStep: number | undefined;
  private awaitsFirst: boolean;

  /** A run that was cut off has a part of its plan behind it. */
  constructor(
    private readonly plan: Pick<Plan, 'settings' | 'seconds' | 'testing' | 'first'>,
    private readonly isRest = false,
  ) {
    this.clock.start();
    this.awaitsFirst = plan.first !== undefined;
  }

  /** The first result is here. */
  firstCame(): void {
    this.awaitsFirst = false;
  }

  hear(news: PersonaliseNews): TimeLeft {
    const isPaused = news.type === 'stage' && news.stage === 'paused';
    if (isPaused) this.clock.stop();
    else this.clock.start();
    if (news.type === 'losses') this.count(news.losses[news.losses.length - 1][0]);
    else if (isPaused || news.type === 'resumed' || (news.type === 'measuring-first' && news.waits))
      this.since = undefined;
    return this.left();
  }

  private count(step: number): void {
    const { seconds } = this.clock;
    // Steps that come again come after a break.
    if (!this.since || step <= this.step) this.since = { step, seconds };
    const taken = step - this.since.step;
    if (taken > 0) this.secondsPerStep = (seconds - this.since.seconds) / taken;
    this.step = step;
  }

  private left(): TimeLeft {
    const { settings, seconds, testing = 0, first } = this.plan;
    const gone = this.clock.seconds;
    const awaited = this.awaitsFirst && !this.isRest ? first : undefined;
    let all = seconds - gone;
    if (this.secondsPerStep !== undefined) {
      const steps = (settings.steps - this.step) * this.secondsPerStep;
      all = steps + (awaited ? awaited.seconds - awaited.at : 0) + testing;
    } else if (this.isRest) return {};
    // What is late comes nobody knows when.
    return {
      ...(all > 0 && { all }),
      ...(awaited && awaited.seconds > gone && { first: awaited.seconds - gone }),
    };
  }
}
