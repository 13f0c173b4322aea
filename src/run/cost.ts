import type { EngineName, RunRecord } from '../model/run';

/** A number that is only known to lie between two others. */
export interface Range {
  low: number;
  high: number;
}

/**
 * What a machine takes while it computes, in watts, without its screen. Nobody measures it here: these are what makers
 * state. The processor: 15 W for Intel's small laptop processors (Core i3-7100U) to 45 W for the large ones (Core
 * i7-7700HQ). The graphics processor: 15 W where it is a part of such a small processor, to about 200 W for a large
 * laptop card (NVIDIA GeForce RTX 4080 Laptop GPU, up to 150 W) beside a large processor.
 */
export const WATTS: Record<EngineName, Range> = {
  cpu: { low: 15, high: 45 },
  webgpu: { low: 15, high: 200 },
};

/** What a phone's battery holds, in Wh: about 4,000 mAh at 3.85 V. */
export const PHONE_WH = 15;
/** A LED bulb, in watts: it replaces one of 60 W. */
export const BULB_WATTS = 9;

/** What the training of large models is said to have taken, in Wh, and by whom. */
export const LARGE_TRAININGS = {
  /** Patterson et al. 2021, "Carbon Emissions and Large Neural Network Training", arXiv:2104.10350. */
  gpt3: { wh: 1_287e6 },
  /** Luccioni et al. 2022, "Estimating the Carbon Footprint of BLOOM", arXiv:2211.02001: the chips alone, while they computed. */
  bloom: { wh: 433e6 },
} as const;

/** What a run took. */
export interface Cost {
  /** Of the run's own clock: with the measuring before and after, where that is known together. */
  seconds: number;
  /** Tokens that training read, each as often as it was read; not known of older runs and of those from files. */
  tokens?: number;
  watts: Range;
  /** An estimate: `seconds` times `watts`, in Wh. */
  wh: Range;
}

/** What a run took, by its own clock and the usual power of such a machine; nothing where its record has no time. */
export function costOf({
  seconds,
  engine,
  read,
}: Pick<RunRecord, 'seconds' | 'engine' | 'read'>): Cost | undefined {
  const all = seconds.total ?? seconds.load + seconds.train + seconds.eval;
  if (!(all > 0)) return undefined;
  const watts = WATTS[engine];
  return { seconds: all, tokens: read, watts, wh: energy(all, watts) };
}

/** Energy in Wh of `seconds` at `watts`. */
export function energy(seconds: number, { low, high }: Range): Range {
  return { low: (seconds * low) / 3600, high: (seconds * high) / 3600 };
}

/** For how many seconds a LED bulb could shine. */
export function bulbSeconds({ low, high }: Range): Range {
  return { low: (3600 * low) / BULB_WATTS, high: (3600 * high) / BULB_WATTS };
}

/** Which share of a phone's full battery it is. */
export function phoneShare({ low, high }: Range): Range {
  return { low: low / PHONE_WH, high: high / PHONE_WH };
}

/** How many times as much a large training took; the more a run took, the fewer. */
export function timesAsMuch(large: { wh: number }, { low, high }: Range): Range {
  return { low: large.wh / high, high: large.wh / low };
}
