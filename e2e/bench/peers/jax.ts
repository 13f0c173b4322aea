import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { BASE_CONFIG, headSize } from '../../../src/model/config';
import { ropeTables } from '../../../src/model/onnx/rope';
import { EMBEDDING, gainNames, layerNames } from '../../../src/model/parameters';
import { adamwFor } from '../../../src/train/settings';
import type { Peer, PeerTask } from '../peer';
import { type Routing, routeByScores } from '../routing';
import { GAINS, readStack, stackNames, stacks } from './onnxruntime/stacks';

const { width, layers, heads, topK, experts, eps, vocab } = BASE_CONFIG;
const head = headSize(BASE_CONFIG);
const norms = gainNames(BASE_CONFIG).length;

/** A layer's routing as arrays. */
interface RoutingArrays extends Pick<Routing, 'used'> {
  tokenOfSorted: np.Array;
  /** [tokens, topK], since the gradient of a gather that is reshaped does not compile under `jit` (jax-js 0.1.25). */
  sortedOfSlot: np.Array;
  /** Whether a token's slot goes to an expert, [tokens, topK, experts]. */
  chosen: np.Array;
}

/**
 * jax-js on its WebGPU backend: the step as one function under `jit`, AdamW in it (norm-only training has no weight
 * decay). The choice of experts is made once, before anything is timed. Every use of an array but its last is
 * by `ref`, as the library counts references.
 */
export async function openJax({ weights, batch, lr }: PeerTask): Promise<Peer> {
  if (!(await init('webgpu')).includes('webgpu')) throw new Error('its WebGPU backend could not be started');
  defaultDevice('webgpu');
  const { rows, length } = batch;
  const tokens = rows * length;
  const matrices = new Map<string, np.Array>();
  for (const stack of stacks(BASE_CONFIG))
    if (stack.name !== GAINS)
      matrices.set(stack.name, np.array(readStack(stack, weights), { shape: [...stack.shape] }));
  const matrix = (name: string) => matrices.get(name)!.ref;

  const linear = (x: np.Array, w: np.Array) => np.matmul(x, w.transpose());
  const rmsNorm = (x: np.Array, gains: np.Array, index: number) => {
    const scale = np.reciprocal(np.sqrt(np.mean(np.square(x.ref), -1, { keepdims: true }).add(eps)));
    return x.mul(scale).mul(gains.ref.slice(index));
  };

  const table = ropeTables(BASE_CONFIG);
  const rope = (values: Float32Array) =>
    np.array(values.slice(0, (length * head) / 2), { shape: [length, 1, head / 2] });
  const [cos, sin] = [rope(table.cos), rope(table.sin)];
  const rotate = (x: np.Array) => {
    const [u, w] = np.split(x, 2, -1);
    const turned = w.ref.mul(cos.ref).add(u.ref.mul(sin.ref));
    return np.concatenate([u.mul(cos.ref).sub(w.mul(sin.ref)), turned], -1);
  };
  const attention = (x: np.Array, gains: np.Array, i: number) => {
    const qkv = linear(rmsNorm(x.ref, gains, 2 * i), matrix(stackNames.attention(i)));
    const [q, k, v] = np.split(qkv.reshape([rows, length, 3 * heads, head]), 3, 2);
    const mixed = nn.dotProductAttention(rotate(q), rotate(k), v, { isCausal: true });
    return x.add(linear(mixed.reshape([tokens, width]), matrix(layerNames(i).o)));
  };

  const scoresOf = (b: np.Array, i: number) => linear(b, matrix(layerNames(i).router));
  const expert = (b: np.Array, i: number, e: number) => {
    const [gate, up] = np.split(linear(b, matrix(stackNames.gateUp(i, e))), 2, 1);
    return linear(nn.silu(gate).mul(up), matrix(layerNames(i).expert(e, 'w2')));
  };
  const mixture = (x: np.Array, gains: np.Array, i: number, routing: RoutingArrays) => {
    const { tokenOfSorted, sortedOfSlot, chosen, used } = routing;
    const b = rmsNorm(x.ref, gains, 2 * i + 1);
    const top = scoresOf(b.ref, i).reshape([tokens, 1, experts]).mul(chosen.ref).sum(-1); // [tokens, topK]
    const ends = used.map((_, n) => used.slice(0, n + 1).reduce((sum, part) => sum + part.rows, 0));
    const parts = np.split(np.take(b, tokenOfSorted.ref, 0), ends.slice(0, -1));
    const outputs = np.concatenate(parts.map((part, n) => expert(part, i, used[n].expert)));
    const bySlot = np.take(outputs, sortedOfSlot.ref, 0); // [tokens, topK, width]
    return x.add(bySlot.mul(nn.softmax(top, -1).reshape([tokens, topK, 1])).sum(1));
  };

  const integers = (values: Int32Array<ArrayBuffer>) => np.array(values, { dtype: np.int32 });
  const first = np.take(matrix(EMBEDDING), integers(batch.ids.slice()), 0);
  const targets = nn.oneHot(integers(batch.targets.slice()), vocab);
  let gains = np.array(readStack(stacks(BASE_CONFIG).find(({ name }) => name === GAINS)!, weights), {
    shape: [norms, width],
  });

  const routings: RoutingArrays[] = [];
  let x = first.ref;
  for (let i = 0; i < layers; i++) {
    const middle = attention(x, gains, i);
    const scores = await scoresOf(rmsNorm(middle.ref, gains, 2 * i + 1), i).data();
    const { expertOfSlot, tokenOfSorted, sortedOfSlot, used } = routeByScores(scores, BASE_CONFIG);
    const routing = {
      tokenOfSorted: integers(tokenOfSorted as Int32Array<ArrayBuffer>),
      sortedOfSlot: integers(sortedOfSlot as Int32Array<ArrayBuffer>).reshape([tokens, topK]),
      chosen: nn
        .oneHot(integers(expertOfSlot as Int32Array<ArrayBuffer>), experts)
        .reshape([tokens, topK, experts]),
      used,
    };
    routings.push(routing);
    x = mixture(middle, gains, i, routing);
  }
  x.dispose();

  const loss = (gains: np.Array) => {
    let x = first.ref;
    for (let i = 0; i < layers; i++) x = mixture(attention(x, gains, i), gains, i, routings[i]);
    const logits = linear(rmsNorm(x, gains, 2 * layers), matrix(EMBEDDING));
    gains.dispose();
    return nn
      .logSoftmax(logits, -1)
      .mul(targets.ref)
      .sum()
      .mul(-1 / tokens);
  };
  const { beta1, beta2, eps: adamEps } = adamwFor('norm');
  const update = jit(
    (gains: np.Array, momentum: np.Array, variance: np.Array, size: np.Array, correction: np.Array) => {
      const [cost, gradient] = valueAndGrad(loss)(gains.ref);
      const m = momentum.mul(beta1).add(gradient.ref.mul(1 - beta1));
      const v = variance.mul(beta2).add(np.square(gradient).mul(1 - beta2));
      const next = gains.sub(m.ref.mul(size).div(np.sqrt(v.ref).mul(correction).add(adamEps)));
      return [cost, next, m, v];
    },
  );
  let momentum = np.zeros([norms, width]);
  let variance = np.zeros([norms, width]);
  let count = 0;
  return {
    about: 'jax-js',
    note: 'the choice of experts is given to it beforehand, which spares it work that the others do',
    async step() {
      count++;
      const size = np.array([lr / (1 - beta1 ** count)]);
      const correction = np.array([1 / Math.sqrt(1 - beta2 ** count)]);
      const [cost, ...state] = update(gains, momentum, variance, size, correction);
      [gains, momentum, variance] = state;
      await gains.blockUntilReady();
      const [value] = await cost.data();
      return value;
    },
    close: () => update.dispose(),
  };
}
