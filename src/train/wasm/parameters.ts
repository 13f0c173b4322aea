import type { ModelConfig } from '../../model/config';
import { gainNames } from '../../model/parameters';
import type { EngineOptions } from '../engine';
import { type AdaptedName, adaptedNames, factorNames, stackedNames, stackShape } from '../stacked';
import type { Address, Layout } from './layout';
import { type Matrices, type Matrix, namedMatrices, placeMatrices } from './matrices';

/** LoRA's factors of a stack: `a` [groups, parts * rank, in], `b` [groups, parts * out, rank]. */
export interface Factors {
  a: Matrix;
  b: Matrix;
}

/** The factors of a layer; the experts' only where the targets are 'all'. */
export type LayerFactors = Partial<Record<AdaptedName, Factors>>;

/** Places for one number of each parameter that a method trains: its value, its gradient or a moment. */
export interface Trained {
  /** Where they begin, and how many words they take with what lies between them, which stays 0. */
  at: Address;
  size: number;
  /** In the order of `gainNames`. */
  gains?: Address[];
  matrices?: Matrices;
  factors?: LayerFactors[];
}

export function placeTrained(
  layout: Layout,
  config: ModelConfig,
  { method, lora }: Pick<EngineOptions, 'method' | 'lora'>,
): Trained {
  const at = layout.here;
  const place = (_: readonly string[], size: number) => ({ values: layout.words(size) });
  const places =
    method === 'lora'
      ? {
          factors: Array.from({ length: config.layers }, () =>
            placeFactors(config, lora!.rank, adaptedNames(lora!), layout),
          ),
        }
      : {
          gains: placeGains(layout, config),
          ...(method === 'full' && { matrices: placeMatrices(config, place) }),
        };
  return { at, size: (layout.here - at) / 4, ...places };
}

/** Places for the gains, in the order of `gainNames`. */
export function placeGains(layout: Layout, config: ModelConfig): Address[] {
  return gainNames(config).map(() => layout.words(config.width));
}

function placeFactors(
  config: ModelConfig,
  rank: number,
  names: readonly AdaptedName[],
  layout: Layout,
): LayerFactors {
  const factors = names.map((name): [AdaptedName, Factors] => {
    const { groups, parts, out, in: columns } = stackShape(config, name);
    const matrix = (rows: number, width: number): Matrix => ({
      values: layout.words(groups * rows * width),
      groups,
      out: rows,
      in: width,
    });
    return [name, { a: matrix(parts * rank, columns), b: matrix(parts * out, rank) }];
  });
  return Object.fromEntries(factors);
}

/** Where a parameter lies. */
export interface Place {
  name: string;
  at: Address;
  /** In numbers. */
  size: number;
}

/** Where each of the parameters lies. */
export function placesOf(config: ModelConfig, { gains, matrices, factors = [] }: Trained): Place[] {
  const places = gains ? gainPlaces(config, gains) : [];
  const add = ({ values, groups, out, in: columns }: Matrix, names: readonly string[]) => {
    const size = (groups * out * columns) / names.length;
    names.forEach((name, i) => {
      places.push({ name, at: values + 4 * i * size, size });
    });
  };
  if (matrices) for (const [matrix, names] of namedMatrices(config, matrices)) add(matrix, names);
  factors.forEach((layer, i) => {
    const stacks = stackedNames(config, i);
    for (const [stack, { a, b }] of Object.entries(layer)) {
      const names = factorNames(stacks[stack as AdaptedName]);
      add(a, names.a);
      add(b, names.b);
    }
  });
  return places;
}

export function gainPlaces(config: ModelConfig, gains: readonly Address[]): Place[] {
  return gainNames(config).map((name, i) => ({ name, at: gains[i], size: config.width }));
}
