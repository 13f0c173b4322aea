import { CONTROLS } from '../experiments/controls';
import { makeControl } from '../experiments/controls/make';
import type { EngineName } from '../model/run';
import { loadBase } from '../offline/base';
import { startTextWorker } from '../text/client';
import { checkAgainstReference } from '../train/client';
import type { ReferenceReport } from '../train/reference';
import { type ExperimentAnswer, type ExperimentRequest, experiment } from './experiment';
import { type LessonAnswer, recordLesson } from './lesson';
import { type DriveFile, fromBase64, type Refused, refused, tell, toBase64 } from './page';
import { drivePersonalise, type PersonaliseRequest, type PersonaliseResult } from './personalise';
import { type ReadAnswer, type ReadRequest, read } from './read';

/**
 * What the command lines call, in a page without screens (`/?cli`). Everything here is made of the
 * functions that the screens use. Bytes cross as base64, which is all that the browser's driver carries.
 */
export interface Drive {
  personalise(request: PersonaliseRequest): Promise<DrivenAnswer>;
  /** Part `part` of a file of the last run's adapter, in base64; empty after the last part. */
  adapterPart(name: string, part: number): Promise<string>;
  reference(engine: EngineName, set: DriveFile): Promise<ReferenceAnswer>;
  /** Reads files, and says what is taken from them. */
  read(request: ReadRequest): Promise<ReadAnswer>;
  /** Runs an experiment; see `src/experiments`. */
  experiment(request: ExperimentRequest): Promise<ExperimentAnswer>;
  /** Trains control `index` anew: its id, and its weights in base64; nothing after the last. See `src/experiments/controls`. */
  control(index: number): Promise<{ id: string; base64: string } | undefined>;
  /** Gives the training of the lesson on a sample, to be recorded. */
  lesson(sample: string): Promise<LessonAnswer>;
}

export type DrivenAnswer =
  | Refused
  | { kind: 'done'; result: PersonaliseResult; adapterFiles: readonly string[] };

export type ReferenceAnswer = Refused | { kind: 'done'; report: ReferenceReport };

declare global {
  interface Window {
    swantham: Drive;
  }
}

const PART_BYTES = 3_000_000;

let adapterFiles: Record<string, Uint8Array> = {};

window.swantham = {
  async personalise(request) {
    const answer = await drivePersonalise(request);
    if (answer.kind === 'refused') return answer;
    ({ adapterFiles } = answer);
    return { ...answer, adapterFiles: Object.keys(adapterFiles) };
  },

  async adapterPart(name, part) {
    return toBase64(adapterFiles[name].subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
  },

  experiment,

  read,

  lesson: recordLesson,

  async control(index) {
    const control = CONTROLS.at(index);
    if (!control) return undefined;
    const { id } = control;
    const base = await loadBase(() => {});
    const text = startTextWorker(base);
    const { bytes } = await makeControl({ base, text }, control, (step, loss) =>
      tell(`${id}, step ${step}: loss ${loss.toFixed(4)}`),
    );
    text.close();
    return { id, base64: await toBase64(bytes) };
  },

  async reference(engine, { base64 }) {
    const { weights } = await loadBase(() => {});
    try {
      const { report } = await checkAgainstReference(engine, weights, fromBase64(base64).buffer, (news) => {
        if (news.type === 'referenceProgress') tell(`${news.done} of ${news.total} computations`);
      });
      return { kind: 'done', report };
    } catch (error) {
      return refused(error);
    }
  },
};
