import type { AdapterWeights } from '../../model/adapter';
import type { BaseFiles } from '../../model/config';
import type { TextClient } from '../../text/client';
import { loadSample } from '../../text/samples';
import { startTraining } from '../../train/client';
import { defaultSettings } from '../../train/settings';
import { randomTokens } from '../tokens';
import type { Control } from '.';

/** As many as in experiment 60. */
const RANDOM_TOKENS = 3000;
const SEED = 0;

/** Trains a control anew, on the processor; `onStep` gets each step. On one machine it is always the same. */
export async function makeControl(
  { base, text }: { base: BaseFiles; text: TextClient },
  { sample }: Control,
  onStep: (step: number, loss: number) => void = () => {},
): Promise<AdapterWeights> {
  let train = randomTokens(RANDOM_TOKENS, SEED);
  if (sample) {
    const prepared = await text.prepare([{ name: sample.id, text: await loadSample(sample) }]);
    if (prepared?.kind !== 'ready') throw new Error(`The sample "${sample.id}" could not be prepared.`);
    train = prepared.train;
  }
  const settings = { ...defaultSettings('norm'), seed: SEED };
  const tokens = { train, held: new Int32Array(0) };
  const { adapter } = await startTraining(
    { engine: 'cpu', weights: base.weights, tokens, settings, check: false },
    (news) => {
      if (news.type === 'losses') for (const [step, loss] of news.losses) onStep(step, loss);
    },
  );
  return adapter;
}
