import type { ModelConfig } from '../model/config';
import { type Lora, loraNames } from '../model/lora';
import { layerNames } from '../model/parameters';

/**
 * A layer's matrices as both engines keep them: those that are always used together lie one above the other, so that
 * one product does the work of three.
 */
export type StackName = 'qkv' | 'o' | 'router' | 'w13' | 'w2';

/** The parameters of each stack of a layer, in order: the experts' one expert after the other, w1 above w3. */
export function stackedNames(config: ModelConfig, layer: number): Record<StackName, string[]> {
  const names = layerNames(layer);
  const experts = Array.from({ length: config.experts }, (_, e) => e);
  return {
    qkv: [names.q, names.k, names.v],
    o: [names.o],
    router: [names.router],
    w13: experts.flatMap((e) => [names.expert(e, 'w1'), names.expert(e, 'w3')]),
    w2: experts.map((e) => names.expert(e, 'w2')),
  };
}

/** The stacks that LoRA can adapt. */
export type AdaptedName = Exclude<StackName, 'router'>;

/** How many matrices [out, in] lie one above the other: `parts` for each of `groups`, which are the experts or all tokens. */
export function stackShape({ width, hidden, experts }: ModelConfig, name: StackName) {
  switch (name) {
    case 'qkv':
      return { groups: 1, parts: 3, out: width, in: width };
    case 'o':
      return { groups: 1, parts: 1, out: width, in: width };
    case 'router':
      return { groups: 1, parts: 1, out: experts, in: width };
    case 'w13':
      return { groups: experts, parts: 2, out: hidden, in: width };
    case 'w2':
      return { groups: experts, parts: 1, out: width, in: hidden };
  }
}

/** The stacks that LoRA adapts. */
export function adaptedNames({ targets }: Lora): AdaptedName[] {
  return targets === 'all' ? ['qkv', 'o', 'w13', 'w2'] : ['qkv', 'o'];
}

/** The names of a stack's factors, all A and all B, in the order of its matrices. */
export function factorNames(stack: readonly string[]): { a: string[]; b: string[] } {
  return { a: stack.map((name) => loraNames(name).a), b: stack.map((name) => loraNames(name).b) };
}
