import type { Estimate, Unit } from '../../experiments/chart';
import { bytes, count, duration, perplexity, ratio, signedPercent } from '../shell/format';

/** A value in its unit, as short as it can be read from the back row: "×1.12", "+1.7%", "3,000". */
export function written(unit: Unit, value: number): string {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'fall':
      return `×${value < 10 ? ratio(value) : value.toFixed(value < 100 ? 1 : 0)}`;
    case 'change':
      return signedPercent(value);
    case 'perplexity':
      return perplexity(value);
    case 'bytes':
      return bytes(value);
    case 'seconds':
      return duration(value);
    case 'tokens':
    case 'steps':
    case 'days':
      return count(value);
    case 'number':
      return plain.format(value);
  }
}

const plain = new Intl.NumberFormat('en-IN', { maximumSignificantDigits: 3 });

/** A round value on an axis, without zeros that say nothing. */
export function tickWords(unit: Unit, value: number): string {
  if (unit === 'change')
    return `${value > 0 ? '+' : value < 0 ? '−' : ''}${plain.format(Math.abs(100 * value))}%`;
  return unit === 'perplexity' ? plain.format(value) : written(unit, value);
}

/** What an axis counts, where the written values do not say it. */
export const UNIT_NAMES: Partial<Record<Unit, string>> = {
  perplexity: 'perplexity',
  tokens: 'tokens',
  steps: 'steps',
  days: 'days',
};

/** The value at which nothing has changed, where the unit has one. */
export function neutralOf(unit: Unit): number | undefined {
  if (unit === 'fall') return 1;
  return unit === 'change' ? 0 : undefined;
}

/** The interval of an estimate, "1.08 to 1.15", or nothing where none is known. */
export function intervalWords(unit: Unit, { low, high }: Estimate): string | undefined {
  return low === undefined || high === undefined
    ? undefined
    : `${written(unit, low)} to ${written(unit, high)}`;
}
