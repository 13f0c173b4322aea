import type { Experiment, ExperimentId } from './experiment';

/** How each bet is loaded, in the order in which they are shown: the app's first screen needs none of them. */
const LOADERS: Record<ExperimentId, () => Promise<Experiment<unknown>>> = {
  '10': async () => (await import('./10-specialist')).bet10,
  '28': async () => (await import('./28-sample-efficiency')).bet28,
  '29': async () => (await import('./29-sequential')).bet29,
  '37': async () => (await import('./37-norm-only')).bet37,
  '43': async () => (await import('./43-seeds')).bet43,
  '49': async () => (await import('./49-shootout')).bet49,
  '60': async () => (await import('./60-random')).bet60,
  '61': async () => (await import('./61-confusion')).bet61,
  recipe: async () => (await import('./recipe')).betRecipe,
  noise: async () => (await import('./noise')).betNoise,
  year: async () => (await import('./year')).betYear,
  hostile: async () => (await import('./hostile')).betHostile,
  billion: async () => (await import('./billion')).betBillion,
};

/** The bets that there are, the published ones first. */
export const EXPERIMENT_IDS = Object.keys(LOADERS) as ExperimentId[];

/** Loads a bet. */
export function loadExperiment(id: ExperimentId): Promise<Experiment<unknown>> {
  return LOADERS[id]();
}

/** Loads all bets. */
export function loadExperiments(): Promise<Experiment<unknown>[]> {
  return Promise.all(EXPERIMENT_IDS.map(loadExperiment));
}
