import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { AdapterWeights } from '../../model/adapter';
import type { BaseFiles } from '../../model/base';
import { BASE_CONFIG, END_OF_TEXT } from '../../model/config';
import type { TextClient } from '../../text/client';
import { loadSample } from '../../text/samples';
import { startTraining } from '../../train/client';
import { defaultSettings } from '../../train/settings';
import type { Control } from '.';

/** As much as bet 60 had. */
const RANDOM_TOKENS = 3000;
const SEED = 0;

/** Trains a control anew, on the processor; `onStep` hears of each step. On one machine it is always the same. */
export async function makeControl(
  { base, text }: { base: BaseFiles; text: TextClient },
  { sample }: Control,
  onStep: (step: number, loss: number) => void = () => {},
): Promise<AdapterWeights> {
  let train = randomTokens(RANDOM_TOKENS);
  if (sample) {
    const prepared = await text.prepare([{ name: sample.title, text: await loadSample(sample) }]);
    if (prepared?.kind !== 'ready') throw new Error(`The sample "${sample.title}" could not be prepared.`);
    train = prepared.train;
  }
  const settings = { ...defaultSettings('norm'), seed: SEED };
  const tokens = { train, held: new Int32Array(0) };
  const { adapter } = await startTraining(
    { engine: 'cpu', weights: base.weights, tokens, settings, check: false },
    (news) => {
      if (news.type === 'losses') for (const [step, loss] of news.losses) onStep(step, loss);
    },
  ).result;
  return adapter;
}

/** Token ids that say nothing: all alike likely, but the one that ends a text. */
function randomTokens(length: number): Int32Array<ArrayBuffer> {
  const random = mersenne(SEED);
  return Int32Array.from({ length }, () => uniformInt(random, END_OF_TEXT + 1, BASE_CONFIG.vocab - 1));
}
