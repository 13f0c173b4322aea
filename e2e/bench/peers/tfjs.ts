import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { BASE_CONFIG, headSize } from '../../../src/model/config';
import { ropeTables } from '../../../src/model/onnx/rope';
import { EMBEDDING, gainNames, layerNames } from '../../../src/model/parameters';
import { adamwFor } from '../../../src/train/settings';
import type { Peer, PeerTask } from '../peer';
import { type Routing, routeByScores } from '../routing';
import { GAINS, readStack, stackNames, stacks } from './onnxruntime/stacks';

const { width, layers, heads, topK, experts, eps, vocab } = BASE_CONFIG;
const head = headSize(BASE_CONFIG);

/** A layer's routing as tensors. */
interface RoutingTensors extends Pick<Routing, 'used'> {
  tokenOfSorted: tf.Tensor1D;
  sortedOfSlot: tf.Tensor1D;
  /** Whether a token's slot goes to an expert, [tokens, topK, experts]. */
  chosen: tf.Tensor;
}

/**
 * TensorFlow.js on its WebGPU backend: the step written with its operations, differentiated and taken by its Adam
 * (norm-only training has no weight decay). The choice of experts is made once, before anything is timed.
 */
export async function openTfjs({ weights, batch, lr }: PeerTask): Promise<Peer> {
  if (!(await tf.setBackend('webgpu'))) throw new Error('its WebGPU backend could not be started');
  await tf.ready();
  const { rows, length } = batch;
  const matrices = new Map<string, tf.Tensor2D>();
  for (const stack of stacks(BASE_CONFIG))
    if (stack.name !== GAINS)
      matrices.set(stack.name, tf.tensor2d(readStack(stack, weights), stack.shape as [number, number]));
  const gains = gainNames(BASE_CONFIG).map((name) => tf.variable(tf.tensor1d(weights.read(name))));
  const matrix = (name: string) => matrices.get(name)!;

  const linear = (x: tf.Tensor, w: tf.Tensor) => tf.matMul(x, w, false, true);
  const rmsNorm = (x: tf.Tensor, index: number) =>
    x.mul(x.square().mean(-1, true).add(eps).rsqrt()).mul(gains[index]);

  const table = ropeTables(BASE_CONFIG);
  const rope = (values: Float32Array) =>
    tf.tensor3d(values.subarray(0, (length * head) / 2), [length, 1, head / 2]);
  const [cos, sin] = [rope(table.cos), rope(table.sin)];
  const rotate = (x: tf.Tensor) => {
    const [u, w] = tf.split(x, 2, -1);
    return tf.concat([u.mul(cos).sub(w.mul(sin)), w.mul(cos).add(u.mul(sin))], -1);
  };
  const mask = tf.tensor2d(
    Float32Array.from({ length: length * length }, (_, i) =>
      i % length > Math.floor(i / length) ? -1e9 : 0,
    ),
    [length, length],
  );
  const attention = (x: tf.Tensor, i: number) => {
    const qkv = linear(rmsNorm(x, 2 * i), matrix(stackNames.attention(i)));
    const [q, k, v] = tf.split(qkv.reshape([rows, length, 3 * heads, head]), 3, 2);
    const headsFirst = (t: tf.Tensor) => t.transpose([0, 2, 1, 3]);
    const scores = tf.matMul(headsFirst(rotate(q)), headsFirst(rotate(k)), false, true);
    const p = tf.softmax(scores.mul(head ** -0.5).add(mask));
    const mixed = headsFirst(tf.matMul(p, headsFirst(v))).reshape([rows * length, width]);
    return x.add(linear(mixed, matrix(layerNames(i).o)));
  };

  const scoresOf = (b: tf.Tensor, i: number) => linear(b, matrix(layerNames(i).router));
  const expert = (b: tf.Tensor, i: number, e: number) => {
    const [gate, up] = tf.split(linear(b, matrix(stackNames.gateUp(i, e))), 2, 1);
    return linear(gate.mul(gate.sigmoid()).mul(up), matrix(layerNames(i).expert(e, 'w2')));
  };
  const mixture = (
    x: tf.Tensor,
    i: number,
    { tokenOfSorted, sortedOfSlot, chosen, used }: RoutingTensors,
  ) => {
    const b = rmsNorm(x, 2 * i + 1);
    const top = scoresOf(b, i).expandDims(1).mul(chosen).sum(-1); // [tokens, topK]
    const parts = tf.split(
      tf.gather(b, tokenOfSorted),
      used.map((part) => part.rows),
    );
    const outputs = tf.concat(parts.map((part, n) => expert(part, i, used[n].expert)));
    const bySlot = tf.gather(outputs, sortedOfSlot).reshape([-1, topK, width]);
    return x.add(bySlot.mul(tf.softmax(top).expandDims(-1)).sum(1));
  };

  const embedding = matrix(EMBEDDING);
  const first = tf.gather(embedding, tf.tensor1d(batch.ids, 'int32'));
  const targets = tf.oneHot(tf.tensor1d(batch.targets, 'int32'), vocab) as tf.Tensor2D;

  const routings: RoutingTensors[] = [];
  let x: tf.Tensor = first;
  for (let i = 0; i < layers; i++) {
    const middle = tf.tidy(() => attention(x, i));
    const scores = tf.tidy(() => scoresOf(rmsNorm(middle, 2 * i + 1), i));
    const { expertOfSlot, tokenOfSorted, sortedOfSlot, used } = routeByScores(
      await scores.data(),
      BASE_CONFIG,
    );
    const routing = {
      tokenOfSorted: tf.tensor1d(tokenOfSorted, 'int32'),
      sortedOfSlot: tf.tensor1d(sortedOfSlot, 'int32'),
      chosen: tf.tidy(() =>
        tf.oneHot(tf.tensor1d(expertOfSlot, 'int32'), experts, 1, 0, 'float32').reshape([-1, topK, experts]),
      ),
      used,
    };
    routings.push(routing);
    x = tf.tidy(() => mixture(middle, i, routing));
  }

  const loss = () => {
    let x: tf.Tensor = first;
    for (let i = 0; i < layers; i++) x = mixture(attention(x, i), i, routings[i]);
    return tf.losses.softmaxCrossEntropy(targets, linear(rmsNorm(x, 2 * layers), embedding)).asScalar();
  };
  const { beta1, beta2, eps: adamEps } = adamwFor('norm');
  const adam = new tf.AdamOptimizer(lr, beta1, beta2, adamEps);
  return {
    about: `tfjs ${tf.version_core}`,
    note: 'the choice of experts is given to it beforehand, which spares it work that the others do',
    async step() {
      const cost = adam.minimize(loss, true, gains)!;
      const [value] = await cost.data();
      cost.dispose();
      return value;
    },
    close: () => tf.disposeVariables(),
  };
}
