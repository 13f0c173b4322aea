import { headSize, type ModelConfig } from '../config';
import { EMBEDDING, gainNames, layerNames } from '../parameters';
import { GraphBuilder, type OnnxModel, type Value } from './graph';
import { DATA_TYPE } from './proto';
import { ropeTables } from './rope';

/** RMSNormalization came with operator set 23, and that with version 11 of the file format. */
const VERSIONS = { opset: 23, ir: 11 };

/** The names under which layer `i`'s keys and values, [tokens, width], go in and come out. */
export function cacheNames(i: number) {
  return {
    past: { key: `past.${i}.key`, value: `past.${i}.value` },
    present: { key: `present.${i}.key`, value: `present.${i}.value` },
  };
}

/**
 * The forward pass of a FractalMoE model as an ONNX graph of standard operators, for one sequence.
 *
 * Inputs, for `tokens` new tokens and `past` tokens seen before:
 * - `ids` int32 [tokens], and their `positions` int32 [tokens] in the text, from 0, below `context`;
 * - `hidden` bool [tokens, past + tokens]: whether a new token (row) must not see a token (column), of those seen before and
 *   then the new ones. In a text each sees what is before it and itself; of several ways to go on, each sees its own;
 * - `gains` float32 [norms * width]: every RMSNorm's gains in `gainNames` order, so that one session
 *   serves the base and all norm-only adapters;
 * - `past.<layer>.key|value` float32 [past, width]: the rows that earlier runs gave as `present`;
 * - `asked` int32 [asked]: which of the new tokens to predict from, by index;
 * - `targets` int32 [asked]: the token that follows each of these.
 *
 * Outputs:
 * - `nll` float32 [asked]: negative log-likelihood of the targets, in nats;
 * - `logits` float32 [asked, vocab];
 * - `states` float32 [asked, width]: what the last layer's experts read, by which a neural cache finds similar places;
 * - `present.<layer>.key|value` float32 [tokens, width]: to be appended to the past.
 *
 * The weights stay outside, one file a parameter under its own name.
 */
export function buildForward(config: ModelConfig): OnnxModel {
  const g = new GraphBuilder('forward');
  const { width, layers } = config;
  const ids = g.input('ids', 'int32', ['tokens']);
  const positions = positionsOf(g, config);
  const gains = g.input('gains', 'float32', [gainNames(config).length * width]);
  const past = Array.from({ length: layers }, (_, i) => {
    const { key, value } = cacheNames(i).past;
    return {
      key: g.input(key, 'float32', ['past', width]),
      value: g.input(value, 'float32', ['past', width]),
    };
  });
  const asked = g.input('asked', 'int32', ['asked']);
  const targets = g.input('targets', 'int32', ['asked']);

  const norms = gainNames(config).length;
  const gain = g.nodes('Split', [gains], norms, { axis: { int: 0 }, num_outputs: { int: norms } });
  const embedding = g.weight(EMBEDDING, [config.vocab, width]);

  let x = g.node('Gather', [embedding, ids], { axis: { int: 0 } });
  for (let i = 0; i < layers; i++) {
    const { present } = cacheNames(i);
    const attended = attention(g, config, i, rmsNorm(g, config, x, gain[2 * i]), past[i], positions);
    g.output(present.key, attended.key, 'float32', ['tokens', width]);
    g.output(present.value, attended.value, 'float32', ['tokens', width]);
    x = g.node('Add', [x, attended.y]);
    const read = rmsNorm(g, config, x, gain[2 * i + 1]);
    if (i === layers - 1)
      g.output('states', g.node('Gather', [read, asked], { axis: { int: 0 } }), 'float32', ['asked', width]);
    x = g.node('Add', [x, mixtureOfExperts(g, config, i, read)]);
  }
  const last = rmsNorm(g, config, g.node('Gather', [x, asked], { axis: { int: 0 } }), gain[2 * layers]);
  const logits = g.node('Gemm', [last, embedding], { transB: { int: 1 } });
  g.output('logits', logits, 'float32', ['asked', config.vocab]);
  // LogSoftmax, because ReduceLogSumExp adds up 16,384 float32 terms one by one and loses a digit.
  const logLikelihoods = g.node('LogSoftmax', [logits], { axis: { int: 1 } });
  const column = g.node('Unsqueeze', [targets, axes(g, 1)]);
  const chosen = g.node('GatherElements', [logLikelihoods, column], { axis: { int: 1 } });
  g.output('nll', g.node('Neg', [g.node('Squeeze', [chosen, axes(g, 1)])]), 'float32', ['asked']);
  return g.build(VERSIONS);
}

const axes = (g: GraphBuilder, ...numbers: number[]): Value => g.constant('int64', numbers);

/** `W x` for each row of `x` [rows, in]; the parameter `name` is [out, in]. */
function linear(g: GraphBuilder, x: Value, name: string, shape: readonly [number, number]): Value {
  return g.node('Gemm', [x, g.weight(name, shape)], { transB: { int: 1 } });
}

function rmsNorm(g: GraphBuilder, config: ModelConfig, x: Value, gain: Value): Value {
  return g.node('RMSNormalization', [x, gain], { axis: { int: -1 }, epsilon: { float: config.eps } });
}

/** What depends on the positions of the new tokens. */
interface Positions {
  /** RoPE's cosines and sines at the new tokens, [tokens, 1, head / 2]. */
  cos: Value;
  sin: Value;
  /** Whether a token (row) must not see another (column): bool [tokens, past + tokens]. */
  hidden: Value;
}

function positionsOf(g: GraphBuilder, config: ModelConfig): Positions {
  const positions = g.input('positions', 'int32', ['tokens']);
  const hidden = g.input('hidden', 'bool', ['tokens', 'seen']);
  const table = ropeTables(config);
  const rows = (values: Float32Array): Value => {
    const whole = g.constant('float32', values, [config.context, headSize(config) / 2]);
    return g.node('Unsqueeze', [g.node('Gather', [whole, positions], { axis: { int: 0 } }), axes(g, 1)]);
  };
  return { cos: rows(table.cos), sin: rows(table.sin), hidden };
}

/** Self-attention of the normalised rows `a` [tokens, width] to what they may see, and the new tokens' keys and values. */
function attention(
  g: GraphBuilder,
  config: ModelConfig,
  layer: number,
  a: Value,
  past: { key: Value; value: Value },
  { cos, sin, hidden }: Positions,
): { y: Value; key: Value; value: Value } {
  const { width, heads } = config;
  const head = headSize(config);
  const names = layerNames(layer);
  const project = (name: string) => linear(g, a, name, [width, width]);
  const toHeads = (rows: Value) => g.node('Reshape', [rows, axes(g, -1, heads, head)]);
  const toRows = (perHead: Value) => g.node('Reshape', [perHead, axes(g, -1, width)]);
  const swap = (x: Value, ...order: number[]) => g.node('Transpose', [x], { perm: { ints: order } });
  const rotate = (x: Value): Value => {
    const [u, w] = g.nodes('Split', [x], 2, { axis: { int: 2 }, num_outputs: { int: 2 } });
    const times = (p: Value, q: Value) => g.node('Mul', [p, q]);
    const first = g.node('Sub', [times(u, cos), times(w, sin)]);
    const second = g.node('Add', [times(w, cos), times(u, sin)]);
    return g.node('Concat', [first, second], { axis: { int: 2 } });
  };

  const query = g.node('Mul', [rotate(toHeads(project(names.q))), g.scalar('float32', head ** -0.5)]);
  const key = toRows(rotate(toHeads(project(names.k))));
  const value = project(names.v);
  const keys = toHeads(g.node('Concat', [past.key, key], { axis: { int: 0 } }));
  const values = toHeads(g.node('Concat', [past.value, value], { axis: { int: 0 } }));

  const scores = g.node('MatMul', [swap(query, 1, 0, 2), swap(keys, 1, 2, 0)]);
  const seen = g.node('Where', [hidden, g.scalar('float32', -Infinity), scores]);
  const weights = g.node('Softmax', [seen], { axis: { int: -1 } });
  const mixed = toRows(swap(g.node('MatMul', [weights, swap(values, 1, 0, 2)]), 1, 0, 2));
  return { y: linear(g, mixed, names.o, [width, width]), key, value };
}

/**
 * The mixture of experts on the normalised rows `b` [tokens, width]. Each token fills `topK` slots. The
 * slots are sorted by expert, so that each expert multiplies just the rows sent to it, and sorted back.
 */
function mixtureOfExperts(g: GraphBuilder, config: ModelConfig, layer: number, b: Value): Value {
  const { width, experts, topK } = config;
  const names = layerNames(layer);
  const scores = linear(g, b, names.router, [experts, width]);
  // TopK prefers the lower index among equals. The softmax over all experts, renormalised over the
  // chosen, is the softmax over the chosen.
  const [top, chosen] = g.nodes('TopK', [scores, axes(g, topK)], 2, { axis: { int: -1 } });
  const weights = g.node('Unsqueeze', [g.node('Softmax', [top], { axis: { int: -1 } }), axes(g, 2)]);

  const expertOfSlot = g.node('Reshape', [chosen, axes(g, -1)]); // [tokens * topK]
  const slots = g.node('Shape', [expertOfSlot]);
  const argsort = (values: Value): Value =>
    g.nodes('TopK', [values, slots], 2, { axis: { int: 0 }, largest: { int: 0 } })[1];
  const order = argsort(expertOfSlot);
  const each = g.constant(
    'int64',
    Array.from({ length: experts }, (_, e) => e),
    [1, experts],
  );
  const sentTo = g.node('Equal', [g.node('Unsqueeze', [expertOfSlot, axes(g, 1)]), each]);
  const one = g.node('Cast', [sentTo], { to: { int: DATA_TYPE.int64 } });
  const counts = g.node('ReduceSum', [one, axes(g, 0)], { keepdims: { int: 0 } }); // [experts]

  const tokenOfSlot = g.node('Div', [order, g.scalar('int64', topK)]);
  const rows = g.node('Gather', [b, tokenOfSlot], { axis: { int: 0 } });
  const perExpert = g.nodes('Split', [rows, counts], experts, { axis: { int: 0 } });
  const outputs = perExpert.map((part, e) => expert(g, config, layer, e, part));
  const sorted = g.node('Concat', outputs, { axis: { int: 0 } });
  const bySlot = g.node('Gather', [sorted, argsort(order)], { axis: { int: 0 } });
  const byToken = g.node('Reshape', [bySlot, axes(g, -1, topK, width)]);
  return g.node('ReduceSum', [g.node('Mul', [byToken, weights]), axes(g, 1)], { keepdims: { int: 0 } });
}

/** One SwiGLU expert on its rows, of which there may be none: `w2 (silu(w1 x) * w3 x)`. */
function expert(g: GraphBuilder, config: ModelConfig, layer: number, e: number, x: Value): Value {
  const { width, hidden } = config;
  const names = layerNames(layer);
  const gate = linear(g, x, names.expert(e, 'w1'), [hidden, width]);
  const up = linear(g, x, names.expert(e, 'w3'), [hidden, width]);
  const silu = g.node('Mul', [gate, g.node('Sigmoid', [gate])]);
  return linear(g, g.node('Mul', [silu, up]), names.expert(e, 'w2'), [width, hidden]);
}
