import '../offline/own-scripts';
import { type EvaluatorClient, startEvaluator } from '../eval/client';
import type { BaseFiles } from '../model/config';
import { loadBase } from '../offline/base';
import { PartsError, type PartsProgress } from '../offline/parts';
import { startTextWorker, type TextClient } from '../text/client';

/** What the screens work with, once the base is here: its files, and the workers that opened them. */
export interface Services {
  base: BaseFiles;
  /** Whether the base's weights stay in this browser. */
  kept: boolean;
  text: TextClient;
  evaluator: EvaluatorClient;
  /** The built-in general text as token ids. */
  general: Int32Array;
}

export type ServicesState =
  | ({ status: 'loading' } & PartsProgress)
  | { status: 'ready'; services: Services }
  /** `tryAgain` goes on where it stopped; `goOn`, where there is no room, does so without keeping the base. */
  | { status: 'failed'; error: unknown; tryAgain: () => void; goOn?: () => void };

/** Loads the base and starts the workers. Rejects with a `UserError`. */
export async function openServices(
  onProgress: (progress: PartsProgress) => void = () => {},
  keeps = true,
): Promise<Services> {
  const generalText = import('../text/general');
  // If it fails, the base's failure comes first.
  generalText.catch(() => {});
  const { kept, ...base } = await loadBase(onProgress, keeps);
  const text = startTextWorker(base);
  const evaluator = startEvaluator(base);
  try {
    // Nobody waits for it: it comes long before the base has.
    const { GENERAL_TEXT } = await generalText;
    return { base, kept, text, evaluator, general: await text.encodeDocuments(GENERAL_TEXT) };
  } catch (error) {
    closeServices({ text, evaluator });
    throw error;
  }
}

function closeServices({ text, evaluator }: Pick<Services, 'text' | 'evaluator'>): void {
  text.close();
  evaluator.close();
}

/** Progress is told about a hundred times at most: each time is a render. */
const PROGRESS_BYTES = 400_000;

/** Starts the services for the screens; returns the function that ends them. */
export function startServices(onState: (state: ServicesState) => void): () => void {
  let ended = false;
  let opening: Promise<Services>;
  const start = (keeps = true) => {
    let told = 0;
    // One file has failed, and others may still be coming.
    let failing = false;
    opening = openServices((progress) => {
      if (ended || failing || Math.abs(progress.bytes - told) < PROGRESS_BYTES) return;
      told = progress.bytes;
      onState({ status: 'loading', ...progress });
    }, keeps);
    opening.then(
      (services) => {
        if (ended) return;
        onState({ status: 'ready', services });
        // The screens need not wait for it, but nothing can be done without it.
        services.evaluator.ready.catch((error: unknown) => {
          if (ended) return;
          closeServices(services);
          onState(failed(error));
        });
      },
      (error: unknown) => {
        failing = true;
        if (!ended) onState(failed(error));
      },
    );
  };
  const again = (keeps: boolean) => () => {
    onState({ status: 'loading', bytes: 0 });
    start(keeps);
  };
  const failed = (error: unknown): ServicesState => ({
    status: 'failed',
    error,
    tryAgain: again(true),
    ...(error instanceof PartsError && error.reason === 'no-room' && { goOn: again(false) }),
  });
  start();
  return () => {
    ended = true;
    opening.then(closeServices, () => {});
  };
}
