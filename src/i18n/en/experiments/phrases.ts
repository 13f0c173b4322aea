import { format } from '../format';

/** What perplexity did: "fell ×1.12", or that it did not. What would be written "×1.00" did not. */
export function fell(fall: number): string {
  return fall >= 1.005 ? `fell ${format.times(fall)}` : `did not fall (${format.times(fall)})`;
}

/** What perplexity did: "fell ×1.12", or "rose by 41%" where it became worse. */
export function fellOrRose(fall: number): string {
  return fall >= 1 ? `fell ${format.times(fall)}` : `rose by ${format.percent(1 / fall - 1)}`;
}
