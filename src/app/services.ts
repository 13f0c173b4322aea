import { createContext } from 'react';
import { type EvaluatorClient, startEvaluator } from '../eval/client';
import { type BaseFiles, loadBase } from '../model/base';
import { startTextWorker, type TextClient } from '../text/client';
import { GENERAL_TEXT } from '../text/general';

/** What the screens work with, once the base is here: its files, and the workers that opened them. */
export interface Services {
  base: BaseFiles;
  text: TextClient;
  evaluator: EvaluatorClient;
  /** The built-in general text as token ids. */
  general: Int32Array;
}

export type ServicesState =
  | { status: 'loading'; bytes: number }
  | { status: 'ready'; services: Services }
  | { status: 'failed'; message: string };

export const ServicesContext = createContext<ServicesState>({ status: 'loading', bytes: 0 });

/** Loads the base and starts the workers. Rejects with an error whose message is for people. */
export async function openServices(onProgress: (bytes: number) => void = () => {}): Promise<Services> {
  const base = await loadBase(onProgress);
  const text = startTextWorker(base);
  const evaluator = startEvaluator(base);
  return { base, text, evaluator, general: await text.encodeDocuments(GENERAL_TEXT) };
}

function closeServices({ text, evaluator }: Services): void {
  text.close();
  evaluator.close();
}

/** Progress is told about a hundred times at most: each time is a render. */
const PROGRESS_BYTES = 400_000;

/** Starts the services for the screens; returns the function that ends them. */
export function startServices(onState: (state: ServicesState) => void): () => void {
  let ended = false;
  let told = 0;
  const opening = openServices((bytes) => {
    if (ended || bytes - told < PROGRESS_BYTES) return;
    told = bytes;
    onState({ status: 'loading', bytes });
  });
  opening.then(
    (services) => !ended && onState({ status: 'ready', services }),
    (error: Error) => !ended && onState({ status: 'failed', message: error.message }),
  );
  return () => {
    ended = true;
    opening.then(closeServices, () => {});
  };
}
