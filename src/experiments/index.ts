import type { Experiment, ExperimentId } from './experiment';

/** How each experiment is loaded, in the order in which they are shown: the app's first screen needs none of them. */
const LOADERS: Record<ExperimentId, () => Promise<Experiment<unknown>>> = {
  '10': async () => (await import('./10-specialist')).specialist,
  '28': async () => (await import('./28-sample-efficiency')).sampleEfficiency,
  '29': async () => (await import('./29-sequential')).sequential,
  '37': async () => (await import('./37-norm-only')).normOnly,
  '43': async () => (await import('./43-seeds')).seeds,
  '49': async () => (await import('./49-shootout')).shootout,
  '60': async () => (await import('./60-random')).random,
  '61': async () => (await import('./61-confusion')).confusion,
  recipe: async () => (await import('./recipe')).recipe,
  writing: async () => (await import('./writing')).writing,
  noise: async () => (await import('./noise')).noise,
  year: async () => (await import('./year')).year,
  hostile: async () => (await import('./hostile')).hostile,
  billion: async () => (await import('./billion')).billion,
};

/** The experiments that there are, the published ones first. */
export const EXPERIMENT_IDS = Object.keys(LOADERS) as ExperimentId[];

/** Loads an experiment. */
export function loadExperiment(id: ExperimentId): Promise<Experiment<unknown>> {
  return LOADERS[id]();
}
