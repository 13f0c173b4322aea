import type { Estimate, Unit } from '../../experiments/chart';
import type { Strings } from '../../i18n/en';

/** A value in its unit, as short as it can be read from the back row: "×1.12", "+1.7%", "3,000". */
export function written({ format }: Strings, unit: Unit, value: number): string {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'fall':
      return format.times(value);
    case 'change':
      return format.change(value);
    case 'share':
      return format.percent(value);
    case 'perplexity':
      return format.perplexity(value);
    case 'bytes':
      return format.bytes(value);
    case 'seconds':
      return format.duration(value);
    case 'tokens':
    case 'steps':
    case 'days':
      return format.count(value);
    case 'number':
      return format.number(value);
  }
}

/** A round value on an axis, without zeros that say nothing. */
export function tickWords(t: Strings, unit: Unit, value: number): string {
  if (unit === 'change')
    return `${value > 0 ? '+' : value < 0 ? '−' : ''}${t.format.number(Math.abs(100 * value))}%`;
  return unit === 'perplexity' ? t.format.number(value) : written(t, unit, value);
}

/** The value at which nothing has changed, where the unit has one. */
export function neutralOf(unit: Unit): number | undefined {
  if (unit === 'fall') return 1;
  return unit === 'change' ? 0 : undefined;
}

/** The interval of an estimate, "1.08 to 1.15", or nothing where none is known. */
export function intervalWords(t: Strings, unit: Unit, { low, high }: Estimate): string | undefined {
  return low === undefined || high === undefined
    ? undefined
    : t.charts.interval(written(t, unit, low), written(t, unit, high));
}

/** "held-out text (perplexity)": an axis, with what it counts where its label does not say it. */
export function axisWords({ charts }: Strings, { label, unit }: { label: string; unit: Unit }): string {
  const name = (charts.units as Partial<Record<Unit, string>>)[unit];
  return !name || label.toLowerCase().includes(name) ? label : charts.axis(label, name);
}
