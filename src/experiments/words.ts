import { UNCHANGED_FALL } from '../eval/verdict';

/** Numbers as the sentences of the bets write them; the charts carry numbers and leave the writing to the screens. */

/** A fall of perplexity: "×1.12", "×9.4", "×110". */
export function times(fall: number): string {
  return `×${fall >= 100 ? fall.toFixed(0) : fall >= 10 ? fall.toFixed(1) : fall.toFixed(2)}`;
}

/** What perplexity did: "fell ×1.12", or "rose by 41%" where it became worse. */
export function fellOrRose(fall: number): string {
  return fall >= 1 ? `fell ${times(fall)}` : `rose by ${(100 * (1 / fall - 1)).toFixed(0)}%`;
}

/** "fell ×1.12", or that it did not; what would be written "×1.00" did not. */
export function fell(fall: number): string {
  return fall >= UNCHANGED_FALL ? `fell ${times(fall)}` : `did not fall (${times(fall)})`;
}

/** A change as a share, with its sign: "+1.7%", "−0.2%". */
export function change(share: number): string {
  const percent = (100 * share).toFixed(1);
  if (Number(percent) === 0) return '0.0%';
  return share > 0 ? `+${percent}%` : percent.replace('-', '−') + '%';
}

const whole = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 0 });

/** How many: "1,00,000". */
export const count = (n: number): string => whole.format(n);

/** "one, two and three". */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The mean of ratios: of falls, or of perplexities after by before. */
export function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
