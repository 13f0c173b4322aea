import type { GPTConfig, ITrainingJob } from '@genai-fi/nanogpt';
import { TeachableLLM } from '@genai-fi/nanogpt';

/** Steps of `@genai-fi/nanogpt`, a library for schools (TensorFlow.js with kernels of its own), on its own small model. */
export interface NanogptTask {
  type: 'nanogpt';
  backend: 'webgpu' | 'webgl';
  /** Windows in a step. */
  batch: number;
  /** Steps after the first, but no new one after `seconds`. */
  steps: number;
  seconds: number;
}

export interface NanogptTimes {
  parameters: number;
  tokensPerStep: number;
  /** Seconds of the shortest step after the first, and the loss after the last. */
  shortest: number;
  steps: number;
  loss: number;
}

/** What the library takes where nothing is said. */
const CONFIG: GPTConfig = {
  modelType: 'GenAI_NanoGPT_v2',
  vocabSize: 2000,
  blockSize: 128,
  nLayer: 6,
  nHead: 4,
  nEmbed: 256,
  mlpFactor: 4,
};

export async function timeNanogpt({ backend, batch, steps, seconds }: NanogptTask): Promise<NanogptTimes> {
  await TeachableLLM.selectBackend(backend);
  const model = TeachableLLM.create('char', CONFIG);
  await new Promise<void>((resolve, reject) => {
    model.on('loaded', resolve);
    model.on('error', reject);
  });
  const tokensPerStep = batch * CONFIG.blockSize;
  const tokens = Uint16Array.from(
    { length: tokensPerStep * (steps + 2) },
    (_, i) => 1 + ((i * 7919) % (CONFIG.vocabSize - 1)),
  );
  const job = await new Promise<ITrainingJob>((resolve, reject) => {
    const until = performance.now() + 1000 * seconds;
    model.training.on('error', (_, error) => reject(error));
    model.training.on('progress', (job) => {
      const done = job.history?.length ?? 0;
      if (done > steps || (done > 1 && performance.now() > until)) resolve(job);
    });
    model.training
      .job(
        // It looks at the clock before each step, and after one such look it waits for the step.
        { method: { type: 'pretraining' }, batchSize: batch, logInterval: 1 },
        [tokens],
        [{ id: 'random', name: 'random', conversational: false }],
      )
      .catch(reject);
  });
  const history = job.history!;
  const shortest = Math.min(
    ...history.slice(1).map(({ duration, totalTokens }, i) => {
      const since = history[i];
      return ((duration - since.duration) / 1000) * (tokensPerStep / (totalTokens - since.totalTokens));
    }),
  );
  return {
    parameters: model.getNumParams(),
    tokensPerStep,
    shortest,
    steps: history.length - 1,
    loss: history.at(-1)!.trainingMetrics.loss,
  };
}
