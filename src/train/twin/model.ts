import { IGNORE, type ModelConfig } from '../../model/config';
import { EMBEDDING, FINAL_NORM, layerNames, parameters } from '../../model/parameters';
import type { Weights } from '../../model/weights';
import type { Batch } from '../engine';
import * as attention from './attention';
import * as crossEntropy from './crossentropy';
import * as embedding from './embedding';
import * as experts from './experts';
import * as product from './product';
import * as rmsNorm from './rmsnorm';
import * as rope from './rope';
import * as router from './router';

/** The mean loss of a batch, in nats per token: the whole model's forward pass, put together from the twins. */
export function lossInFloat64(
  config: ModelConfig,
  weights: ReadonlyMap<string, Float64Array>,
  { rows, length, ids, targets }: Batch,
): number {
  const { vocab, width, hidden, heads, topK, eps, theta } = config;
  const tokens = rows * length;
  const read = (name: string) => weights.get(name)!;
  const stacked = (...names: string[]) => Float64Array.from(names.flatMap((name) => [...read(name)]));
  const add = (a: Float64Array, b: Float64Array) => a.map((value, i) => value + b[i]);
  let x = embedding.forward(ids, read(EMBEDDING), width);
  for (let i = 0; i < config.layers; i++) {
    const names = layerNames(i);
    const a = rmsNorm.forward(x, read(names.attentionNorm), eps);
    const qkv = product.forward(a, stacked(names.q, names.k, names.v), tokens, 3 * width, width);
    const rotated = rope.rotate(qkv, { width, heads, length, theta }, 1);
    const mixed = attention.forward(rotated, { rows, length, width, heads });
    x = add(x, product.forward(mixed, read(names.o), tokens, width, width));
    const b = rmsNorm.forward(x, read(names.expertNorm), eps);
    const scores = product.forward(b, read(names.router), tokens, config.experts, width);
    const each = Array.from({ length: config.experts }, (_, e) => e);
    const w13 = stacked(...each.flatMap((e) => [names.expert(e, 'w1'), names.expert(e, 'w3')]));
    const w2 = stacked(...each.map((e) => names.expert(e, 'w2')));
    const choice = router.choose(scores, config.experts, topK);
    x = experts.forward(x, b, choice, { w13, w2, width, hidden, topK });
  }
  const logits = product.forward(
    rmsNorm.forward(x, read(FINAL_NORM), eps),
    read(EMBEDDING),
    tokens,
    vocab,
    width,
  );
  const losses = crossEntropy.forward(logits, targets, vocab);
  return losses.reduce((sum, loss) => sum + loss) / targets.filter((target) => target !== IGNORE).length;
}

/** A model's weights in float64, by name. */
export function inFloat64(config: ModelConfig, weights: Weights): Map<string, Float64Array> {
  return new Map(parameters(config).map(({ name }) => [name, Float64Array.from(weights.read(name))]));
}
