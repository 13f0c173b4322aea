import type { EvaluatedModel } from '../eval/evaluator';
import type { Perplexity } from '../eval/perplexity';
import { fallInterval, riseInterval } from '../eval/uncertainty';
import type { Strings } from '../i18n/en';
import type { Interval } from '../model/run';
import type { Runner } from './experiment';

const measured = new WeakMap<Runner, WeakMap<Int32Array, Promise<Perplexity>>>();

/** What the base makes of `tokens`; measured once per runner, so the same text should be the same array. */
export function ofBase(runner: Runner, tokens: Int32Array): Promise<Perplexity> {
  let texts = measured.get(runner);
  if (!texts) measured.set(runner, (texts = new WeakMap()));
  let known = texts.get(tokens);
  if (!known) {
    known = runner.measure({ kind: 'base' }, tokens);
    texts.set(tokens, known);
    known.catch(() => texts.delete(tokens));
  }
  return known;
}

/** How many times smaller a model's perplexity of `tokens` is than the base's. */
export async function fallOf(runner: Runner, model: EvaluatedModel, tokens: Int32Array): Promise<Interval> {
  return (await measuredOn(runner, model, tokens)).fall;
}

/** By which share a model's perplexity of `tokens` is above the base's: 0.02 is +2%. */
export async function riseOf(runner: Runner, model: EvaluatedModel, tokens: Int32Array): Promise<Interval> {
  const before = await ofBase(runner, tokens);
  return riseInterval(before.tokenNll, (await runner.measure(model, tokens)).tokenNll);
}

/** Whether perplexity fell by more than chance explains: the whole interval, where it is known, is above 1. */
export function clearlyFell({ value, low = value }: Interval): boolean {
  return low > 1;
}

/** What is to be compared with other models on the same tokens, and how many times smaller perplexity is than the base's. */
export interface Measured {
  /** Negative log-likelihoods of the tokens but the first, in nats. */
  nll: Float32Array;
  fall: Interval;
}

export async function measuredOn(
  runner: Runner,
  model: EvaluatedModel,
  tokens: Int32Array,
): Promise<Measured> {
  const before = await ofBase(runner, tokens);
  const { tokenNll } = await runner.measure(model, tokens);
  return { nll: tokenNll, fall: fallInterval(before.tokenNll, tokenNll) };
}

/**
 * Whether a model is worse than another on the same tokens by more than chance explains. Token by token, what is hard
 * for both cancels out: that tells more than whether two intervals meet.
 */
export function isClearlyWorse(model: Measured, than: Measured): boolean {
  return clearlyFell(fallInterval(model.nll, than.nll));
}

/** What a table shows of a fall and its 95% interval, and the headings. */
export function fallHead({ fall, fallLow, fallHigh }: Strings['experiments']['common']['columns']): string[] {
  return [fall, fallLow, fallHigh];
}
export function fallCells({ value, low, high }: Interval): (string | number)[] {
  return [value, low ?? '', high ?? ''];
}

/** The mean of ratios: of falls, or of perplexities after by before. */
export function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}

/** The geometric mean of changes as shares: of +1% and +3%, nearly +2%. */
export function meanChange(shares: readonly number[]): number {
  return geometricMean(shares.map((share) => 1 + share)) - 1;
}

/** The arithmetic mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
