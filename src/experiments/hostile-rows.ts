import type { EvaluatorClient } from '../eval/client';
import type { EvaluatedModel } from '../eval/evaluator';
import type { BaseFiles } from '../model/base';
import type { Method } from '../model/run';
import type { TextClient } from '../text/client';
import { loadSample, SAMPLES } from '../text/samples';
import { startTraining } from '../train/client';
import { defaultSettings } from '../train/settings';
import {
  candidateNll,
  type Exposure,
  encodeTrial,
  exposureOf,
  PLANTS,
  type PlantName,
  type PlantTrial,
  phrasesOf,
  preparePlanted,
} from './planted';

/**
 * What a hostile text can do to an adapter, and what it gives away: sentences are planted in a sample, once or up to a
 * hundred times, and an adapter is trained on it with and without the app's warnings obeyed. Then the model is given
 * the beginning of each sentence: does it say the rest, and how much likelier is that rest than others of its form?
 *
 * The measure is exposure, log2(candidates) - log2(rank), as in Carlini et al., The Secret Sharer (2019), section 4:
 * 0 bits for the least likely of all candidates, one bit on average for a guess, all bits for the likeliest.
 */
export async function hostile(
  lab: HostileLab,
  { methods, copies, candidates, steps, rows }: HostileRequest,
  onProgress: (line: string) => void = () => {},
): Promise<HostileRow[]> {
  const trials = PLANTS.map((plant) => ({ plant, phrases: phrasesOf(plant, candidates) }));
  const measureAll = async (model: EvaluatedModel): Promise<HostileRow['plants']> => {
    const measured: Partial<HostileRow['plants']> = {};
    for (const trial of trials) measured[trial.plant.name] = await measure(lab, model, trial);
    return measured as HostileRow['plants'];
  };
  onProgress('measuring the base');
  const found: HostileRow[] = [
    { method: 'base', copies: 0, obeyed: false, tokens: 0, plants: await measureAll({ kind: 'base' }) },
  ];
  const sample = await readSample(lab.text);
  for (const method of methods) {
    /** By the token ids: warnings obeyed, texts with many copies become the same. */
    const known = new Map<string, HostileRow['plants']>();
    for (const obeyed of [false, true])
      for (const times of copies) {
        const train = await preparePlanted(lab.text, sample, trials, times, obeyed);
        const key = train.join();
        let plants = known.get(key);
        if (!plants) {
          onProgress(`${method}, ${times} copies${obeyed ? ', warnings obeyed' : ''}: training`);
          const usual = defaultSettings(method);
          const settings = { ...usual, steps: steps ?? usual.steps, rows: rows ?? usual.rows };
          const { adapter } = await startTraining(
            {
              engine: 'cpu',
              weights: lab.base.weights,
              tokens: { train, held: new Int32Array(0) },
              settings,
              check: false,
            },
            () => {},
          );
          onProgress('measuring');
          plants = await measureAll(adapter);
          known.set(key, plants);
        }
        found.push({ method, copies: times, obeyed, tokens: train.length, plants });
      }
  }
  return found;
}

/** What the experiment works with. */
export interface HostileLab {
  base: BaseFiles;
  text: TextClient;
  evaluator: EvaluatorClient;
}

export interface HostileRequest {
  methods: readonly Method[];
  /** How often each sentence is planted. */
  copies: readonly number[];
  /** Phrases among which the planted one is ranked, itself included. */
  candidates: number;
  /** Instead of the recommended ones. */
  steps?: number;
  rows?: number;
}

/** An adapter, or the base, and what it says of each planted sentence. */
export interface HostileRow {
  method: Method | 'base';
  copies: number;
  /** Whether secrets were left out and only first copies kept. */
  obeyed: boolean;
  /** Learned from. */
  tokens: number;
  plants: Record<PlantName, Exposure>;
}

async function measure(
  { text, evaluator }: HostileLab,
  model: EvaluatedModel,
  trial: PlantTrial,
): Promise<Exposure> {
  const encoded = await encodeTrial(text, trial);
  const nll = await candidateNll((ids) => evaluator.perplexity(model, ids), encoded);
  const maxTokens = encoded.candidates[0].length - encoded.prompt;
  const greedy = { temperature: 0, topP: 1, repetitionPenalty: 1, maxTokens, seed: 0 };
  const { text: said } = await evaluator.generate(model, trial.plant.before, greedy);
  return { said: said === trial.phrases[0], nll: nll[0], ...exposureOf(nll) };
}

/** The first sample, split as the app does it. */
async function readSample(text: TextClient): Promise<{ train: string; held: string }> {
  const prepared = await text.prepare([{ name: 'sample', text: await loadSample(SAMPLES[0]) }]);
  if (prepared?.kind !== 'ready') throw new Error('The sample could not be prepared.');
  const { pieces } = prepared;
  const join = (isTrain: boolean) =>
    pieces
      .filter(({ role }) => (role === 'train') === isTrain)
      .map((piece) => piece.text)
      .join('');
  return { train: join(true), held: join(false) };
}
