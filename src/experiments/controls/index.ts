import type { AdapterWeights } from '../../model/adapter';
import { type Sample, STUDIED, type StudiedId } from '../../text/samples';
import { ExperimentError } from '../experiment';
import diary from './diary.bin?url';
import malayalam from './malayalam.bin?url';
import programmer from './programmer.bin?url';
import random from './random.bin?url';

/**
 * Adapters that learned nothing of the student, so that it can be found out how much of a fall of perplexity comes from
 * any training at all (experiment 60) and how much from anybody's text (experiment 61). Each is norm-only, 9,216 bytes,
 * and was trained from the base with the recommended recipe, all of it: one on random tokens, one on the training part
 * of each sample that experiments run on. `npm run controls` makes the files in this folder again.
 */
export interface Control {
  /** 'random', or the id of the sample. */
  id: string;
  /** Whose text it learned from; without one, it learned from random tokens. */
  sample?: Sample;
  url: string;
}

const URLS: Record<StudiedId, string> = { diary, malayalam, programmer };

export const CONTROLS: readonly Control[] = [
  { id: 'random', url: random },
  ...STUDIED.map((sample) => ({ id: sample.id, sample, url: URLS[sample.id] })),
];

/** The control's weights. Throws an `ExperimentError` if they cannot be loaded. */
export async function loadControl({ url }: Control): Promise<AdapterWeights> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new ExperimentError('no-controls');
  return { method: 'norm', bytes: new Uint8Array(await response.arrayBuffer()) };
}
