/** A word of at least this chance is of the level of its place; the level after the last has all others. */
const LEAST = [1 / 2, 1 / 10, 1 / 100, 1 / 1000];

/** How surprising a word is whose chance was `chance`: 0 (expected) to 4 (very surprising). */
export function levelOf(chance: number): number {
  const level = LEAST.findIndex((least) => chance >= least);
  return level < 0 ? LEAST.length : level;
}

/** A chance as "1 in so many", whole and not more precise than two digits. */
export function oneIn(chance: number): number {
  return Number(Math.max(1, 1 / Math.max(chance, 1e-12)).toPrecision(2));
}

/** As hard to guess as one of so many equally likely words: the geometric mean. */
export function meanOneIn(chances: readonly number[]): number {
  const sum = chances.reduce((sum, chance) => sum - Math.log(Math.max(chance, 1e-12)), 0);
  return Math.exp(sum / Math.max(1, chances.length));
}
