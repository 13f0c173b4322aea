import { useEffect, useState } from 'react';
import {
  type Author,
  type Cell,
  type Experiment,
  ExperimentError,
  type Form,
  type Setup,
} from '../../experiments/experiment';
import { authorOf, createSetup, fingerprint, gather, OWN_ID, sampleAuthor } from '../../experiments/setup';
import type { Services } from '../../run/services';
import type { AdapterStore } from '../../store';
import type { TextClient } from '../../text/client';
import type { Prepared } from '../../text/prepared';
import { STUDIED } from '../../text/samples';
import type { Wish } from './useWish';

export type SetupState =
  | { status: 'preparing' }
  | {
      status: 'ready';
      setup: Setup;
      fingerprint: string;
      cells: readonly Cell<unknown>[];
      /** Those of the wish that are still in the library. */
      adapters: Wish['adapters'];
      /** Ids of samples that were wished for and left out: they are a part of the student's own text. */
      leftOut: readonly string[];
      /** What each form would cost, in tokens that a norm-only step reads. */
      costs: Record<Form, number>;
    }
  | { status: 'failed'; error: unknown };

/** Prepares what `experiment` runs on; `own` is the student's text as the Make screen has prepared it. */
export function useSetup(
  experiment: Experiment<unknown>,
  services: Services | undefined,
  adapters: AdapterStore,
  own: Prepared | undefined,
  wish: Wish | undefined,
): SetupState {
  const [state, setState] = useState<SetupState>({ status: 'preparing' });
  useEffect(() => {
    setState({ status: 'preparing' });
    if (!services || !wish || !own) return;
    let gone = false;
    prepare(experiment, services, adapters, own, wish).then(
      (ready) => gone || setState(ready),
      (error: unknown) => gone || setState({ status: 'failed', error }),
    );
    return () => {
      gone = true;
    };
  }, [experiment, services, adapters, own, wish]);
  return state;
}

async function prepare(
  experiment: Experiment<unknown>,
  services: Services,
  adapters: AdapterStore,
  own: Prepared,
  wish: Wish,
): Promise<SetupState> {
  if (wish.authors.length === 0) throw new ExperimentError('no-text');
  const text = apart(services.text);
  const mine = wish.authors.includes(OWN_ID) ? authorOf(OWN_ID, own) : undefined;
  const wished: Author[] = [];
  for (const sample of STUDIED)
    if (wish.authors.includes(sample.id)) wished.push(await knownSample(services, sample.id));
  const { authors, leftOut } = gather(mine, wished);
  const kept = new Set((await adapters.list()).map(({ id }) => id));
  const chosen = wish.adapters.filter(({ id }) => kept.has(id));
  const weights = await Promise.all(
    chosen.map(async ({ id, name }) => ({ id, name, weights: await adapters.weights(id) })),
  );
  const setupOf = (form: Form) =>
    createSetup(text, { form, authors, general: services.general, adapters: weights });
  const setups = { quick: await setupOf('quick'), full: await setupOf('full') };
  const costOf = (form: Form) => experiment.cells(setups[form]).reduce((sum, { cost }) => sum + cost, 0);
  const setup = setups[wish.form];
  return {
    status: 'ready',
    setup,
    fingerprint: await fingerprint(setup),
    cells: experiment.cells(setup),
    adapters: chosen,
    leftOut: leftOut.map(({ id }) => id),
    costs: { quick: costOf('quick'), full: costOf('full') },
  };
}

/** Texts for experiments are read beside what is being typed on the Make screen, where the latest request wins. */
const apart = (text: TextClient): Pick<TextClient, 'prepare' | 'encodeDocuments'> => ({
  prepare: (documents, options) => text.prepare(documents, { ...options, apart: true }),
  encodeDocuments: text.encodeDocuments,
});

const samples = new WeakMap<Services, Map<string, Promise<Author>>>();

/** A sample is read once in the life of the page. */
function knownSample(services: Services, id: string): Promise<Author> {
  const known = samples.get(services) ?? new Map<string, Promise<Author>>();
  samples.set(services, known);
  let author = known.get(id);
  if (!author) {
    author = sampleAuthor(apart(services.text), STUDIED.find((sample) => sample.id === id)!);
    author.catch(() => known.delete(id));
    known.set(id, author);
  }
  return author;
}
