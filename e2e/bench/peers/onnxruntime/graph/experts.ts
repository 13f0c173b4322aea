import type { GraphBuilder, Value } from '../../../../../src/model/onnx/graph';
import { DATA_TYPE } from '../../../../../src/model/onnx/proto';
import { layerNames } from '../../../../../src/model/parameters';
import { stackNames } from '../stacks';
import type { Block, Context } from './block';
import { linear } from './linear';
import {
  add,
  axes,
  concat,
  gather,
  multiply,
  reshape,
  softmax,
  softmaxBackward,
  split,
  splitBy,
  subtract,
  sum,
} from './operations';

/**
 * The mixture of experts of layer `i` on the normalised rows `x` [tokens, width]. Each token fills `topK`
 * slots. The slots are sorted by expert, so that each expert multiplies just the rows sent to it, and
 * sorted back. The gradient runs through the chosen experts and their weights; the choice has none.
 */
export function experts(g: GraphBuilder, context: Context, i: number, x: Value): Block {
  const { config } = context;
  const { width, topK } = config;
  const router = linear(g, context, layerNames(i).router, x);
  // TopK prefers the lower index among equals. The softmax over all experts, renormalised over the
  // chosen, is the softmax over the chosen.
  const [top, chosen] = g.nodes('TopK', [router.y, axes(g, topK)], 2, { axis: { int: -1 } });
  const weights = softmax(g, top); // [tokens, topK]

  const { order, inverse, counts, sentTo } = sortByExpert(g, reshape(g, chosen, -1), config.experts);
  const tokenOfSlot = g.node('Div', [order, g.scalar('int64', topK)]);
  const perExpert = (b: GraphBuilder, rows: Value) => splitBy(b, rows, counts, config.experts, 0);
  const perToken = (b: GraphBuilder, sorted: Value) =>
    reshape(b, gather(b, sorted, inverse), -1, topK, width);

  const each = perExpert(g, gather(g, x, tokenOfSlot)).map((rows, e) => expert(g, context, i, e, rows));
  const outputs = perToken(
    g,
    concat(
      g,
      each.map(({ y }) => y),
      0,
    ),
  ); // [tokens, topK, width]
  const column = (b: GraphBuilder, values: Value) => b.node('Unsqueeze', [values, axes(b, -1)]);

  return {
    y: sum(g, multiply(g, outputs, column(g, weights)), 1),
    backward(b, dy, gradients) {
      // Through the experts: what a token's output passes back to a slot is weighted as the slot is.
      const weightOfSlot = column(b, gather(b, reshape(b, weights, -1), order));
      const dOutputs = perExpert(b, multiply(b, gather(b, dy, tokenOfSlot), weightOfSlot));
      const through = each.map(({ backward }, e) => backward(b, dOutputs[e], gradients));

      // Through the weights, into the scores of the chosen experts.
      const dWeights = sum(b, multiply(b, outputs, b.node('Unsqueeze', [dy, axes(b, 1)])), -1);
      const dTop = reshape(b, softmaxBackward(b, weights, dWeights), -1, 1); // [tokens * topK, 1]
      const oneHot = b.node('Cast', [sentTo], { to: { int: DATA_TYPE.float32 } });
      const dScores = sum(b, reshape(b, multiply(b, dTop, oneHot), -1, topK, config.experts), 1);
      const throughRouter = router.backward(b, dScores, gradients);
      return () => {
        const dRows = through.map((below) => below());
        return add(b, sum(b, perToken(b, concat(b, dRows, 0)), 1), throughRouter());
      };
    },
  };
}

/** Which slots go to which expert; `expertOfSlot` is int64 [slots]. */
function sortByExpert(g: GraphBuilder, expertOfSlot: Value, experts: number) {
  const slots = g.node('Shape', [expertOfSlot]);
  const argsort = (values: Value): Value =>
    g.nodes('TopK', [values, slots], 2, { axis: { int: 0 }, largest: { int: 0 } })[1];
  const each = g.constant(
    'int64',
    Array.from({ length: experts }, (_, e) => e),
    [1, experts],
  );
  const sentTo = g.node('Equal', [g.node('Unsqueeze', [expertOfSlot, axes(g, 1)]), each]);
  const ones = g.node('Cast', [sentTo], { to: { int: DATA_TYPE.int64 } });
  const order = argsort(expertOfSlot);
  return {
    /** The slots, sorted by expert, int64 [slots]. */
    order,
    /** Where each slot is in that order, int64 [slots]. */
    inverse: argsort(order),
    /** How many slots each expert has, int64 [experts]. */
    counts: sum(g, ones, 0),
    /** Whether a slot goes to an expert, bool [slots, experts]. */
    sentTo,
  };
}

/** One SwiGLU expert on its rows `x`, of which there may be none: `w2 (silu(w1 x) * w3 x)`. */
function expert(g: GraphBuilder, context: Context, i: number, e: number, x: Value): Block {
  const gateUp = linear(g, context, stackNames.gateUp(i, e), x);
  const [gate, up] = split(g, gateUp.y, 2, 1);
  const sigmoid = g.node('Sigmoid', [gate]);
  const silu = multiply(g, gate, sigmoid);
  const down = linear(g, context, layerNames(i).expert(e, 'w2'), multiply(g, silu, up));
  return {
    y: down.y,
    backward(b, dy, gradients) {
      const dHidden = down.backward(b, dy, gradients)();
      const dUp = multiply(b, dHidden, silu);
      // silu' = sigmoid + silu (1 - sigmoid)
      const slope = add(b, sigmoid, subtract(b, silu, multiply(b, silu, sigmoid)));
      const dGate = multiply(b, multiply(b, dHidden, up), slope);
      return gateUp.backward(b, concat(b, [dGate, dUp], 1), gradients);
    },
  };
}
