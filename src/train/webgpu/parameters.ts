import type { ModelConfig } from '../../model/config';
import type { Lora } from '../../model/lora';
import { EMBEDDING, gainNames } from '../../model/parameters';
import type { EngineOptions } from '../engine';
import { stackedNames } from '../stacked';
import { ALIGNMENT, equalParts, type GpuBuffers, Layout, part, roundUp, type View } from './buffers';
import { factorsSize, factorViews } from './factors';
import type { LayerMatrices, Matrices } from './matrices';

/**
 * One number for each parameter that a method trains: its value, its gradient or a moment. The gains of all norms
 * share a buffer, so that norm-only training updates them at once; the embedding has its own, and each layer's
 * matrices share one, so that none passes WebGPU's default limit of 128 MiB per binding; so do each layer's factors.
 */
export interface ParameterBuffers {
  gains?: View;
  matrices?: { embedding: View; layers: View[] };
  factors?: View[];
}

export function allocateParameters(
  buffers: GpuBuffers,
  config: ModelConfig,
  label: string,
  { method, lora }: Pick<EngineOptions, 'method' | 'lora'>,
): ParameterBuffers {
  const ofLayers = (what: string, size: number) =>
    Array.from({ length: config.layers }, (_, i) => buffers.tensor(`${label} of ${what} ${i}`, size));
  if (method === 'lora') return { factors: ofLayers('the factors of layer', factorsSize(config, lora!)) };
  const gains = allocateGains(buffers, config, label);
  if (method === 'norm') return { gains };
  return {
    gains,
    matrices: {
      embedding: buffers.tensor(`${label} of the embedding`, config.vocab * config.width),
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
export function allocateGains(buffers: GpuBuffers, config: ModelConfig, label: string): View {
  return buffers.tensor(`${label} of gains`, normCount(config) * gainStride(config));
}

/** The gain of norm `index`: two per layer (before attention, before the experts), then the final norm. */
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
    router: at(places.router),
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
      const { qkv, o, router, w13, w2 } = layerViews(config, layer);
      return {
        qkv: { values: qkv },
        o: { values: o },
        router: { values: router },
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
  const views = new Map<string, View>(gains ? gainViews(config, gains) : []);
  factors?.forEach((layer, i) => {
    for (const [name, view] of factorViews(config, lora!, layer, i)) views.set(name, view);
  });
  if (!matrices) return views;
  matrices.layers.forEach((buffer, i) => {
    const layer = layerViews(config, buffer);
    for (const [stack, names] of Object.entries(stackedNames(config, i))) {
      const parts = equalParts(layer[stack as keyof LayerMatrices], names.length);
      names.forEach((name, n) => {
        views.set(name, parts[n]);
      });
    }
  });
  views.set(EMBEDDING, matrices.embedding);
  return views;
}

/** Where each gain lies, by name. */
export function gainViews(config: ModelConfig, gains: View): [string, View][] {
  return gainNames(config).map((name, i) => [name, gainView(config, gains, i)]);
}

/** Number of RMSNorms. */
function normCount(config: ModelConfig): number {
  return 2 * config.layers + 1;
}

function gainStride(config: ModelConfig): number {
  return roundUp(config.width, ALIGNMENT);
}

function layerPlaces({ width, hidden, experts }: ModelConfig) {
  const layout = new Layout();
  const places = {
    qkv: layout.next(3 * width * width),
    o: layout.next(width * width),
    router: layout.next(experts * width),
    w13: layout.next(experts * 2 * hidden * width),
    w2: layout.next(experts * width * hidden),
  };
  return { ...places, size: layout.size };
}

function layerSize(config: ModelConfig): number {
  return layerPlaces(config).size;
}
