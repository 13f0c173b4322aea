import type { ModelConfig } from '../../../model/config';
import type { View } from '../buffers';
import { elementwise, type Operation } from '../program';
import type { Routing } from './grouping';

/** Scores the experts for each token of x [tokens, width] and chooses: assigns `chosen` and `weights`. */
export function route(
  config: ModelConfig,
  router: View,
  x: View,
  scores: View,
  { chosen, weights }: Routing,
): Operation[] {
  const { width, experts, topK } = config;
  return [
    {
      shader: 'router',
      entryPoint: 'score',
      constants: { WIDTH4: width / 4, EXPERTS: experts },
      reads: [x, router],
      writes: [scores],
      sizes: ({ tokens }) => [tokens],
      workgroups: ({ tokens }) => elementwise(tokens * experts),
    },
    {
      shader: 'router',
      entryPoint: 'choose',
      constants: { EXPERTS: experts, TOP_K: topK },
      reads: [scores],
      writes: [chosen, weights],
      sizes: ({ tokens }) => [tokens],
      workgroups: ({ tokens }) => elementwise(tokens),
    },
  ];
}

/** From the weights' gradients assigns those of the chosen scores, both [tokens, topK]. */
export function routeBackward(
  config: ModelConfig,
  { weights }: Routing,
  dWeights: View,
  dScores: View,
): Operation {
  return {
    shader: 'router',
    entryPoint: 'backwardWeights',
    constants: { TOP_K: config.topK },
    reads: [weights, dWeights],
    writes: [dScores],
    sizes: ({ tokens }) => [tokens],
    workgroups: ({ tokens }) => elementwise(tokens),
  };
}

/** Assigns the gradient of the router's weights [experts, width]; x is what `route` read. */
export function routeBackwardRouter(
  config: ModelConfig,
  { assignments, groups }: Routing,
  x: View,
  dScores: View,
  dRouter: View,
): Operation {
  return {
    shader: 'router',
    entryPoint: 'backwardRouter',
    constants: { WIDTH4: config.width / 4, TOP_K: config.topK },
    reads: [x, dScores, assignments, groups],
    writes: [dRouter],
    sizes: ({ tokens }) => [tokens],
    workgroups: () => [Math.ceil(config.width / 4 / 64), config.experts, 1],
  };
}
