/** Numbers and dates as the screens show them. */

const whole = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 0 });

export const count = (n: number): string => whole.format(n);

/** A perplexity: three significant digits are what a few thousand tokens can carry. */
export const perplexity = (value: number): string =>
  value >= 1000 ? whole.format(value) : value.toPrecision(3);

/** A ratio of perplexities, "1.12". */
export const ratio = (value: number): string => value.toFixed(2);

const percent = new Intl.NumberFormat('en-IN', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

/** A share with its sign, "+1.7%", and "0.0%" without one. */
export const signedPercent = (share: number): string => percent.format(share).replace('-', '−');

export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  if (n < 1e6) return `${(n / 1e3).toFixed(1)} KB`;
  return n < 1e9 ? `${(n / 1e6).toFixed(1)} MB` : `${(n / 1e9).toFixed(1)} GB`;
}

/** A duration a person can feel: "40 s", "3 min", "2.5 hours". */
export function duration(seconds: number): string {
  if (seconds < 9.5) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 99.5) return `${Math.round(seconds / 5) * 5} s`;
  if (seconds < 99.5 * 60) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 1800) / 2} hours`;
}

const dateTime = new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium', timeStyle: 'short' });
export const when = (time: number | Date): string => dateTime.format(time);

/** "1 passage", "2 passages". */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;
