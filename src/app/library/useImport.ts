import { useState } from 'react';
import { type ProbeReport, probe } from '../../eval/probe';
import { useStrings } from '../../i18n/react';
import type { AdapterWeights } from '../../model/adapter';
import type { UserError } from '../../model/user-error';
import { isAboutFiles, openFiles } from '../../run/exchange';
import { generalOfBase, secondsPerToken } from '../../run/general';
import type { Services } from '../../run/services';
import { askToKeep, StoreError } from '../../store';
import { useEndsWithScreen } from '../shell/ends-with-screen';
import { useProfile } from '../shell/profile';
import { useServices } from '../shell/services';

/** What becomes of the files that were chosen. */
export type Import =
  | { status: 'idle' }
  | { status: 'reading' }
  /** The model `name`, number `number` of `count`, is being measured; `share` of it is done. */
  | { status: 'measuring'; name: string; number: number; count: number; share: number }
  | { status: 'done'; models: number; texts: number }
  /** Without an error, something went wrong while the model was tested. */
  | { status: 'failed'; error?: UserError };

/** Longest that general text is read, in seconds; slow machines read its first part. */
const LONGEST_READING = 8;
const LEAST_TOKENS = 256;

/**
 * Imports models from files. All files are checked before anything else happens; then each model is measured, and at last
 * all are kept together with what was found, or nothing is, so that none is ever here unmeasured. Nothing is kept either
 * where the screen is left before that.
 */
export function useImport(): {
  state: Import;
  importFiles: (files: readonly File[] | Promise<readonly File[]>) => void;
} {
  const { adapters } = useProfile();
  const services = useServices();
  const unnamed = useStrings().library.fromPython;
  const [state, setState] = useState<Import>({ status: 'idle' });

  const begin = useEndsWithScreen();

  const run = async (opened: Services, files: readonly File[] | Promise<readonly File[]>) => {
    const signal = begin();
    setState({ status: 'reading' });
    const { adapters: incoming, texts } = await openFiles(await files, unnamed);
    const models = [];
    for (const { facts, weights } of incoming) {
      const place = { name: facts.name, number: models.length + 1, count: incoming.length };
      const tell = (share: number) => setState({ status: 'measuring', ...place, share });
      const report = await measure(opened, weights, tell, signal);
      models.push({ facts: { ...facts, probe: report }, weights });
    }
    signal.throwIfAborted();
    await adapters.saveAll(
      models,
      texts.map((text) => ({ ...text, id: crypto.randomUUID() })),
    );
    askToKeep().catch(() => false);
    setState({ status: 'done', models: models.length, texts: texts.length });
  };

  return {
    state,
    importFiles: (files) => {
      if (services.status !== 'ready') return;
      run(services.services, files).catch((error: unknown) =>
        setState({ status: 'failed', error: isToBeTold(error) ? error : undefined }),
      );
    },
  };
}

const isToBeTold = (error: unknown): error is UserError => isAboutFiles(error) || error instanceof StoreError;

async function measure(
  services: Services,
  weights: AdapterWeights,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ProbeReport> {
  onProgress(0);
  const affordable = Math.max(LEAST_TOKENS, Math.floor(LONGEST_READING / (await secondsPerToken(services))));
  const general = services.general.subarray(0, affordable);
  const { perplexity: before } = await generalOfBase(general.length);
  return probe(services.evaluator, weights, general, before, onProgress, signal);
}
