import type { ModelConfig } from '../../model/config';
import { type Lora, loraNames } from '../../model/lora';
import { type AdaptedName, adaptedNames, stackedNames, stackShape } from '../stacked';
import { equalParts, Layout, part, type View } from './buffers';
import { capacity, type Routing } from './operations/grouping';
import type { Adapted, Factors } from './operations/lora';
import type { Step } from './program';

/** What is adapted in one layer; the experts' matrices only where the targets are 'all'. */
export type LayerFactors = Record<'qkv' | 'o', Factors> & Partial<Record<'w13' | 'w2', Factors>>;

/** Where each factor lies in a layer's buffer, in numbers, and the buffer's size. */
function layout(config: ModelConfig, lora: Lora) {
  const buffer = new Layout();
  const places = adaptedNames(lora).map((name) => {
    const { groups, parts, out, in: columns } = stackShape(config, name);
    return {
      name,
      a: buffer.next(groups * parts * lora.rank * columns),
      b: buffer.next(groups * parts * out * lora.rank),
    };
  });
  return { places, size: buffer.size };
}

/** Size of the buffer for one layer's factors. */
export function factorsSize(config: ModelConfig, lora: Lora): number {
  return layout(config, lora).size;
}

/** The factors in a layer's buffer. */
export function layerFactors(config: ModelConfig, lora: Lora, layer: View): LayerFactors {
  const { places } = layout(config, lora);
  return Object.fromEntries(
    places.map(({ name, a, b }) => [
      name,
      { a: part(layer, a.first, a.size), b: part(layer, b.first, b.size) },
    ]),
  ) as LayerFactors;
}

/** Where each factor of a layer lies, by its parameter's name. */
export function factorViews(config: ModelConfig, lora: Lora, layer: View, index: number): [string, View][] {
  const factors = layerFactors(config, lora, layer);
  const stacked = stackedNames(config, index);
  return adaptedNames(lora).flatMap((name) => {
    const own = stacked[name].map(loraNames);
    const a = equalParts(factors[name]!.a, own.length);
    const b = equalParts(factors[name]!.b, own.length);
    return own.flatMap((names, i): [string, View][] => [
      [names.a, a[i]],
      [names.b, b[i]],
    ]);
  });
}

/** A layer's adapted matrices as the operations want them. */
export function adaptedMatrices(
  config: ModelConfig,
  { rank }: Lora,
  factors: LayerFactors,
  routing: Routing,
): Record<'qkv' | 'o', Adapted> & Partial<Record<'w13' | 'w2', Adapted>> {
  const tokens = (step: Step) => step.tokens;
  const sorted = (step: Step) => capacity(config, step.tokens, routing.block);
  const adapted = (name: AdaptedName, own: Factors): Adapted => {
    const { groups, ...shape } = stackShape(config, name);
    const common = { factors: own, rank, ...shape };
    if (name === 'qkv' || name === 'o') return { ...common, rows: tokens };
    return { ...common, rows: sorted, routing, experts: groups, tokens: name === 'w13' ? 'x' : 'dy' };
  };
  return {
    qkv: adapted('qkv', factors.qkv),
    o: adapted('o', factors.o),
    w13: factors.w13 && adapted('w13', factors.w13),
    w2: factors.w2 && adapted('w2', factors.w2),
  };
}
