import type { ModelConfig } from '../../model/config';
import type { Lora } from '../../model/lora';
import { EMBEDDING, FINAL_NORM, layerNames } from '../../model/parameters';
import type { EngineOptions } from '../engine';
import { factorsSize, factorViews } from './factors';
import type { LayerMatrices, Matrices } from './matrices';
import { ALIGNMENT, type Memory, part, roundUp, type View } from './memory';

/**
 * One number for each parameter that a method trains: its value, its gradient or a moment. The gains of all norms
 * share a buffer, so that norm-only training updates them at once; the embedding has its own, and each layer's
 * matrices share one, so that none passes WebGPU's default limit of 128 MiB a binding; so do each layer's factors.
 */
export interface ParameterBuffers {
  gains?: View;
  matrices?: { embedding: View; layers: View[] };
  factors?: View[];
}

export function allocateParameters(
  memory: Memory,
  config: ModelConfig,
  label: string,
  { method, lora }: Pick<EngineOptions, 'method' | 'lora'>,
): ParameterBuffers {
  const ofLayers = (what: string, size: number) =>
    Array.from({ length: config.layers }, (_, i) => memory.tensor(`${label} of ${what} ${i}`, size));
  if (method === 'lora') return { factors: ofLayers('the factors of layer', factorsSize(config, lora!)) };
  const gains = allocateGains(memory, config, label);
  if (method === 'norm') return { gains };
  return {
    gains,
    matrices: {
      embedding: memory.tensor(`${label} of the embedding`, config.vocab * config.width),
      layers: ofLayers('layer', layerSize(config)),
    },
  };
}

/** The whole buffers, in the same order for values, gradients and moments. */
export function wholeBuffers({ gains, matrices, factors = [] }: ParameterBuffers): View[] {
  return [
    ...(gains ? [gains] : []),
    ...(matrices ? [matrices.embedding, ...matrices.layers] : []),
    ...factors,
  ];
}

/** A buffer for one number of each gain. */
export function allocateGains(memory: Memory, config: ModelConfig, label: string): View {
  return memory.tensor(`${label} of gains`, normCount(config) * gainStride(config));
}

/** The gain of norm `index`: two a layer (before attention, before the experts), then the final norm. */
export function gainView(config: ModelConfig, gains: View, index: number): View {
  return part(gains, index * gainStride(config), config.width);
}

/** Where each of a layer's matrices lies in the layer's buffer. */
export function layerViews(config: ModelConfig, layer: View): Record<keyof LayerMatrices, View> {
  const places = layerPlaces(config);
  const at = ({ first, size }: { first: number; size: number }) => part(layer, first, size);
  return {
    qkv: at(places.qkv),
    o: at(places.o),
    gate: at(places.gate),
    w13: at(places.w13),
    w2: at(places.w2),
  };
}

/** The matrices that are trained. */
export function trainedMatrices(
  config: ModelConfig,
  { embedding, layers }: NonNullable<ParameterBuffers['matrices']>,
): Matrices {
  return {
    embedding: { values: embedding },
    layers: layers.map((layer) => {
      const { qkv, o, gate, w13, w2 } = layerViews(config, layer);
      return {
        qkv: { values: qkv },
        o: { values: o },
        gate: { values: gate },
        w13: { values: w13 },
        w2: { values: w2 },
      };
    }),
  };
}

/** Where each parameter that `buffers` keeps lies, by name; the sizes are the parameters' own. */
export function parameterViews(
  config: ModelConfig,
  { gains, matrices, factors }: ParameterBuffers,
  lora?: Lora,
): Map<string, View> {
  const { width, hidden, experts } = config;
  const views = new Map<string, View>(gains ? gainViews(config, gains) : []);
  factors?.forEach((layer, i) => {
    for (const [name, view] of factorViews(config, lora!, layer, i)) views.set(name, view);
  });
  if (!matrices) return views;
  /** Parameters inside a view need not start at a multiple of `ALIGNMENT`: they are copied, not bound. */
  const inside = ({ buffer, offset }: View, first: number, size: number): View => ({
    buffer,
    offset: offset + first * 4,
    size,
  });
  for (let i = 0; i < config.layers; i++) {
    const names = layerNames(i);
    const layer = layerViews(config, matrices.layers[i]);
    const square = width * width;
    (['q', 'k', 'v'] as const).forEach((matrix, third) => {
      views.set(names[matrix], inside(layer.qkv, third * square, square));
    });
    views.set(names.o, layer.o);
    views.set(names.router, layer.gate);
    const size = hidden * width;
    for (let e = 0; e < experts; e++) {
      views.set(names.expert(e, 'w1'), inside(layer.w13, 2 * e * size, size));
      views.set(names.expert(e, 'w3'), inside(layer.w13, (2 * e + 1) * size, size));
      views.set(names.expert(e, 'w2'), inside(layer.w2, e * size, size));
    }
  }
  views.set(EMBEDDING, matrices.embedding);
  return views;
}

/** Where each gain lies, by name. */
export function gainViews(config: ModelConfig, gains: View): [string, View][] {
  const names = Array.from({ length: config.layers }, (_, i) => layerNames(i)).flatMap(
    ({ attentionNorm, expertNorm }) => [attentionNorm, expertNorm],
  );
  return [...names, FINAL_NORM].map((name, i) => [name, gainView(config, gains, i)]);
}

/** Number of RMSNorms. */
export function normCount(config: ModelConfig): number {
  return 2 * config.layers + 1;
}

function gainStride(config: ModelConfig): number {
  return roundUp(config.width, ALIGNMENT);
}

function layerPlaces({ width, hidden, experts }: ModelConfig) {
  let end = 0;
  const next = (size: number) => {
    const first = end;
    end += roundUp(size, ALIGNMENT);
    return { first, size };
  };
  return {
    qkv: next(3 * width * width),
    o: next(width * width),
    gate: next(experts * width),
    w13: next(experts * 2 * hidden * width),
    w2: next(experts * width * hidden),
    get size() {
      return end;
    },
  };
}

function layerSize(config: ModelConfig): number {
  return layerPlaces(config).size;
}
