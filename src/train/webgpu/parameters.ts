import type { ModelConfig } from '../../model/config';
import { EMBEDDING, FINAL_NORM, layerNames } from '../../model/parameters';
import type { Method } from '../engine';
import type { LayerMatrices, Matrices } from './matrices';
import { ALIGNMENT, type Memory, part, roundUp, type View } from './memory';

/**
 * One number for each parameter of the model: its value, its gradient or a moment. The gains of all norms share
 * a buffer, so that norm-only training updates them at once; the embedding has its own, and each layer's
 * matrices share one, so that none passes WebGPU's default limit of 128 MiB a binding.
 */
export interface ParameterBuffers {
  gains: View;
  /** Absent where only the gains are kept. */
  matrices?: { embedding: View; layers: View[] };
}

export function allocateParameters(
  memory: Memory,
  config: ModelConfig,
  label: string,
  method: Method,
): ParameterBuffers {
  const gains = memory.tensor(`${label} of gains`, normCount(config) * gainStride(config));
  if (method === 'norm') return { gains };
  const size = layerSize(config);
  return {
    gains,
    matrices: {
      embedding: memory.tensor(`${label} of the embedding`, config.vocab * config.width),
      layers: Array.from({ length: config.layers }, (_, i) => memory.tensor(`${label} of layer ${i}`, size)),
    },
  };
}

/** The whole buffers, in the same order for values, gradients and moments. */
export function wholeBuffers({ gains, matrices }: ParameterBuffers): View[] {
  return matrices ? [gains, matrices.embedding, ...matrices.layers] : [gains];
}

/** The gain of norm `index`: two a layer (before attention, before the experts), then the final norm. */
export function gainView(config: ModelConfig, { gains }: ParameterBuffers, index: number): View {
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
export function parameterViews(config: ModelConfig, buffers: ParameterBuffers): Map<string, View> {
  const { width, hidden, experts } = config;
  const views = new Map<string, View>();
  /** Parameters inside a view need not start at a multiple of `ALIGNMENT`: they are copied, not bound. */
  const inside = ({ buffer, offset }: View, first: number, size: number): View => ({
    buffer,
    offset: offset + first * 4,
    size,
  });
  for (let i = 0; i < config.layers; i++) {
    const names = layerNames(i);
    views.set(names.attentionNorm, gainView(config, buffers, 2 * i));
    views.set(names.expertNorm, gainView(config, buffers, 2 * i + 1));
    if (!buffers.matrices) continue;
    const layer = layerViews(config, buffers.matrices.layers[i]);
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
  views.set(FINAL_NORM, gainView(config, buffers, 2 * config.layers));
  if (buffers.matrices) views.set(EMBEDDING, buffers.matrices.embedding);
  return views;
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
