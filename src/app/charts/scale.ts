/** Where a value lies on a stretch of the screen, in pixels; log scales have a domain above zero. */
export interface Scale {
  (value: number): number;
  domain: readonly [number, number];
  ticks: number[];
}

type Kind = 'linear' | 'log' | undefined;

/**
 * A scale for `values` from pixel `start` to `end`, with some room on both sides and `ticks` round values at most on
 * it. `include` is shown where it is given.
 */
export function scaleFor(
  values: readonly number[],
  {
    kind,
    start,
    end,
    ticks,
    include,
  }: { kind: Kind; start: number; end: number; ticks: number; include?: number },
): Scale {
  const shown = include === undefined ? values : [...values, include];
  const usable = shown.filter((value) => Number.isFinite(value) && (kind !== 'log' || value > 0));
  const [low, high] = kind === 'log' ? logDomain(usable) : linearDomain(usable);
  const to = kind === 'log' ? Math.log : (value: number) => value;
  const place = (value: number) => start + ((to(value) - to(low)) / (to(high) - to(low))) * (end - start);
  return Object.assign(place, {
    domain: [low, high] as const,
    ticks: kind === 'log' ? logTicks(low, high, ticks) : linearTicks(low, high, ticks),
  });
}

/** Room beside the outermost values, as a share of their span. */
const ROOM = 0.08;

function linearDomain(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // One value alone has no span, and noise must not look like mountains.
  const span = Math.max(high - low, Math.abs(high) * 0.02) || 1;
  return [(low + high - span) / 2 - ROOM * span, (low + high + span) / 2 + ROOM * span];
}

function logDomain(values: readonly number[]): [number, number] {
  if (values.length === 0) return [1, 10];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const factor = Math.max(high / low, 1.05) ** ROOM;
  return [low / factor, high * factor];
}

/** Multiples of 1, 2, 2.5 or 5 times a power of ten: as many as fit, `most` at most. */
export function linearTicks(low: number, high: number, most: number): number[] {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  for (const step of [1, 2, 2.5, 5, 10].map((multiple) => multiple * power)) {
    const first = Math.ceil(low / step - 1e-9);
    const count = Math.floor(high / step + 1e-9) - first + 1;
    // Multiplied, not added up, so that 0.3 is 0.3.
    if (count <= most) return Array.from({ length: count }, (_, i) => round((first + i) * step));
  }
  return [];
}

/** Powers of ten, with their doubles and fives where there is room; on a short scale those of a linear one. */
export function logTicks(low: number, high: number, most: number): number[] {
  for (const multiples of [[1, 2, 5], [1, 3], [1]]) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++)
      ticks.push(...multiples.map((multiple) => round(multiple * 10 ** power)));
    const inside = ticks.filter((tick) => tick >= low && tick <= high);
    if (inside.length <= most && inside.length >= 2) return inside;
  }
  return linearTicks(low, high, most);
}

const round = (value: number): number => Number(value.toPrecision(12));

/**
 * Moves labels apart: `places` in any order, each at least `gap` from the next and all between `low` and `high` as far
 * as they fit, as near to where they were as this simple way goes.
 */
export function apart(places: readonly number[], gap: number, low: number, high: number): number[] {
  const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  let least = low;
  for (const i of order) {
    moved[i] = Math.max(moved[i], least);
    least = moved[i] + gap;
  }
  let most = high;
  for (const i of [...order].reverse()) {
    moved[i] = Math.min(moved[i], most);
    most = moved[i] - gap;
  }
  return moved;
}
