import type { Author, ExperimentId, Form, Sampling, Setup } from '../experiments/experiment';
import { loadExperiment } from '../experiments/index';
import { namesIn } from '../experiments/names';
import { type Report, reportOf } from '../experiments/report';
import { runExperiment } from '../experiments/run';
import { authorOf, createSetup, fingerprint, gather, OWN_ID, sampleAuthor } from '../experiments/setup';
import { en } from '../i18n/en';
import { deviceWords } from '../i18n/words';
import { BASE_SHA256 } from '../model/config';
import { fromJson, toJson } from '../model/json';
import type { EngineName } from '../model/run';
import { UserError } from '../model/user-error';
import { createRunner } from '../run/runner';
import { openServices, type Services } from '../run/services';
import { STUDIED } from '../text/samples';
import type { Preference } from '../train/choice';
import { type DriveFile, openEngines, openTexts, type Refused, refused, tell } from './page';

export interface ExperimentRequest {
  experiment: ExperimentId;
  form: Form;
  engine: Preference;
  /** A text of one's own, one document each, which becomes the first author's. */
  text?: readonly DriveFile[];
  /** Held-out text in place of the end of `text`. */
  held?: readonly DriveFile[];
  /** Texts by somebody else. */
  others?: readonly DriveFile[];
  /** Ways to choose tokens; see `Setup`. */
  samplings?: readonly Sampling[];
  /** Steps of every training, instead of the form's. */
  steps?: number;
  /** What an earlier run of the same command has kept. */
  kept?: string;
}

export type ExperimentAnswer = Refused | { kind: 'done'; record: ExperimentOutcome };

/** What an experiment was run on and found, as `--json` writes it. */
export interface ExperimentOutcome extends Report {
  form: Form;
  steps?: number;
  authors: { id: string; name: string; train: number; held: number }[];
  /** Tokens of general text. */
  general: number;
  /** Of all trainings. */
  seeds: number[];
  /** All in all, earlier runs of the same command included. */
  seconds: number;
  engine?: EngineName;
  machine: { device?: string; browser: string; threads: number };
  /** sha256 of the base's weights. */
  base: string;
}

/** What is kept of a run that may be cut off. */
interface Kept {
  /** Of which experiment, form, steps and texts it is. */
  of: string;
  results: Record<string, unknown>;
  seeds: number[];
  seconds: number;
  engine?: EngineName;
  device?: string;
}

/** What authors are called at a command line. */
const nameOf = namesIn(en, en.experiments.common.yourText);

/** Runs an experiment on the studied samples, and on a text of one's own before them. */
export async function experiment(request: ExperimentRequest): Promise<ExperimentAnswer> {
  const services = await openServices();
  const chosen = await loadExperiment(request.experiment);
  let setup: Setup;
  try {
    setup = await readSetup(services, request);
    // Whether the texts suffice is known before the machine is examined.
    chosen.cells(setup);
  } catch (error) {
    if (error instanceof UserError) return refused(error);
    if (error instanceof RangeError) return { kind: 'refused', message: error.message };
    throw error;
  }
  const opened = await openEngines(services, request.engine);
  if (opened.kind === 'refused') return opened;

  const kept = keptOf(request.kept, `${request.experiment} ${await fingerprint(setup)}`);
  const runner = createRunner(services, opened.engines, {
    onNews(news) {
      if (news.type === 'resumed') tell(en.training.resumed(news));
      if (news.type !== 'device') return;
      const device = deviceWords(en, news.device);
      if (device !== kept.device) tell(`training on ${device} (${news.engine})`);
      kept.engine = news.engine;
      kept.device = device;
    },
  });
  let since = performance.now();
  const found = await runExperiment(
    chosen,
    setup,
    {
      ...runner,
      train(tokens, settings, options) {
        kept.seeds = [...new Set([...kept.seeds, settings.seed])];
        return runner.train(tokens, settings, options);
      },
    },
    {
      results: new Map(Object.entries(kept.results)),
      keep(id, result) {
        kept.results[id] = result;
        kept.seconds += (performance.now() - since) / 1000;
        since = performance.now();
        window.swanthamKeep?.(toJson(kept));
      },
      onProgress({ done, cells, label, share, secondsLeft }) {
        const left =
          secondsLeft === undefined || done === cells
            ? ''
            : `, about ${en.format.duration(secondsLeft)} left`;
        tell(
          `${done} of ${cells} done, ${Math.round(100 * share)}%${left}${done < cells ? `: ${label?.(en, nameOf)}` : ''}`,
        );
      },
    },
  );
  const record: ExperimentOutcome = {
    ...reportOf(chosen, found, nameOf),
    form: setup.form,
    steps: setup.steps,
    authors: setup.authors.map(({ id, train, held }) => ({
      id,
      name: nameOf(id),
      train: train.length,
      held: held.length,
    })),
    general: setup.general.length,
    seeds: kept.seeds,
    seconds: kept.seconds,
    engine: kept.engine,
    machine: {
      device: kept.device,
      browser: navigator.userAgent,
      threads: await services.evaluator.ready,
    },
    base: BASE_SHA256,
  };
  return { kind: 'done', record };
}

async function readSetup({ text, general }: Services, request: ExperimentRequest): Promise<Setup> {
  const documents = request.text && (await openTexts(request.text));
  const held = request.held && (await openTexts(request.held));
  const own = documents && authorOf(OWN_ID, await text.prepare(documents, { held }));
  const samples: Author[] = [];
  // One after the other: the text worker serves the latest request alone.
  for (const sample of STUDIED) samples.push(await sampleAuthor(text, sample));
  const { authors, leftOut } = gather(own, samples);
  for (const { id } of leftOut) tell(`"${nameOf(id)}" is in your text as well, and left out`);
  const { form, steps, samplings } = request;
  const others = request.others && (await openTexts(request.others));
  const peer = window.swanthamPeer;
  return createSetup(text, { form, authors, general, steps, others, samplings, peer });
}

/** What is kept of the same run, or nothing yet. */
function keptOf(json: string | undefined, of: string): Kept {
  const nothing = { of, results: {}, seeds: [], seconds: 0 };
  if (json === undefined) return nothing;
  const kept = fromJson(json) as Kept;
  if (kept.of !== of) return nothing;
  tell(`going on after ${Object.keys(kept.results).length} that were done before`);
  return kept;
}
