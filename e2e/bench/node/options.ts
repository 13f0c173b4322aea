import { type Command, wholeNumber } from '../../commands/options.ts';

/** The options of the bench under Node. */
export const NODE_BENCH = {
  name: 'bench:node',
  about: `The WGSL engine under Node, on whatever Vulkan, Metal or Direct3D device Dawn finds: first whether it computes what
PyTorch did, then steps of every method, the kernels of a norm-only step, and plain products.`,
  options: {
    tokens: { type: 'number', value: 'N', ...wholeNumber(1), default: 512, help: 'Tokens per step.' },
    steps: {
      type: 'number',
      value: 'N',
      ...wholeNumber(1),
      default: 20,
      help: 'Steps of a series. The median of three series counts.',
    },
    base: {
      type: 'text',
      value: 'FILE',
      help: 'The weights of the base, instead of those that come with it.',
    },
    fixtures: { type: 'text', value: 'DIR', help: 'The reference sets, instead of those that come with it.' },
    'no-check': { type: 'flag', help: 'Leave out the comparison with PyTorch.' },
    json: { type: 'text', value: 'FILE', help: 'Write the numbers there.' },
  },
} as const satisfies Command;
