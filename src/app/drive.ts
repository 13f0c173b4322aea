import { type HostileRequest, type HostileRow, hostile } from '../bets/hostile';
import type { AdapterWeights } from '../model/adapter';
import { BASE_SHA256 } from '../model/base';
import { BASE_CONFIG } from '../model/config';
import type { Lora } from '../model/lora';
import { peftFolder } from '../model/peft';
import { loadBase } from '../offline/base';
import type { TextDocument } from '../text/document';
import { ImportError, importFile } from '../text/import';
import { NOTHING_KNOWN, type Preference } from '../train/choice';
import { checkAgainstReference } from '../train/client';
import type { EngineName, Method } from '../train/engine';
import { type MachineSpeed, planFor, quickPlan, thoroughPlan, type Workload } from '../train/plan';
import type { ReferenceReport } from '../train/reference';
import { type EngineStorage, Engines } from './engines';
import { outcomeWords, type Personalised, personalise } from './personalise';
import { openServices } from './services';

/**
 * What the command lines call, in a page without screens (`/?drive`). Everything here is made of the
 * functions that the screens use. Bytes cross as base64, which is all that the browser's driver carries.
 */
export interface Drive {
  personalise(request: PersonaliseRequest): Promise<PersonaliseAnswer>;
  /** Part `part` of a file of the last run's adapter, in base64; empty after the last part. */
  adapterPart(name: string, part: number): Promise<string>;
  reference(engine: EngineName, set: DriveFile): Promise<ReferenceAnswer>;
  /** What a hostile text does to adapters; see `src/bets/hostile.ts`. */
  hostile(request: HostileRequest): Promise<HostileRow[]>;
}

export interface DriveFile {
  name: string;
  base64: string;
}

export interface PersonaliseRequest {
  /** One document each. */
  text: readonly DriveFile[];
  /** Held-out text, instead of the end of `text`. */
  held?: readonly DriveFile[];
  /** General text, instead of the built-in one. */
  general?: readonly DriveFile[];
  method: Method;
  engine: Preference;
  /** Cut what looks like a secret out of all text. */
  leaveOut?: boolean;
  /** Train as the app would for a first result on this machine, instead of the whole recipe. */
  quick: boolean;
  /** What differs from the method's own rank and targets, with method 'lora' alone. */
  lora?: Partial<Lora>;
  steps?: number;
  lr?: number;
  seed?: number;
}

/** Input that cannot be used; the message is one sentence for people. */
interface Refused {
  kind: 'refused';
  message: string;
}

export type PersonaliseAnswer =
  | Refused
  | { kind: 'done'; result: PersonaliseResult; adapterFiles: readonly string[] };

/** The record of a run, as `--json` writes it; perplexities unless they say otherwise. */
export interface PersonaliseResult
  extends Pick<
    Personalised,
    | 'engine'
    | 'steps'
    | 'ended'
    | 'skipped'
    | 'tokens'
    | 'personal'
    | 'general'
    | 'curve'
    | 'seconds'
    | 'verdict'
  > {
  method: Method;
  /** Rank and targets, with method 'lora' alone. */
  lora?: Lora;
  seed: number;
  lr: number;
  /** Held-out passages that repeat the training text, and whether they were left out of the measurement. */
  repeats: { passages: number; tokens: number; removed: boolean };
  machine: { device: string; browser: string; threads: number };
  /** sha256 of the base's weights. */
  base: string;
}

export type ReferenceAnswer = Refused | { kind: 'done'; report: ReferenceReport };

declare global {
  interface Window {
    swantham: Drive;
    /** Where the command line listens for lines of progress, if it does. */
    swanthamProgress?: (line: string) => void;
  }
}

const PART_BYTES = 3_000_000;

let adapterFiles: Record<string, Uint8Array> = {};

window.swantham = {
  async personalise(request) {
    let documents: { text: TextDocument[]; held?: TextDocument[]; general?: TextDocument[] };
    try {
      documents = {
        text: request.text.map(open),
        held: request.held?.map(open),
        general: request.general?.map(open),
      };
    } catch (error) {
      if (error instanceof ImportError) return { kind: 'refused', message: error.message };
      throw error;
    }
    const services = await openServices();
    const prepared = await services.text.prepare(documents.text, {
      held: documents.held,
      leaveOut: request.leaveOut,
    });
    if (prepared?.kind !== 'ready')
      return { kind: 'refused', message: prepared?.message ?? 'The text could not be read.' };
    const general = documents.general
      ? await services.text.encodeDocuments(documents.general)
      : services.general;
    if (general.length < 2) return { kind: 'refused', message: 'The general text is empty.' };

    const engines = new Engines(services, forgetful(request.engine));
    const { choice, speed } = await engines.known();
    if (!choice.engine || !speed)
      return { kind: 'refused', message: choice.message ?? 'This machine cannot train.' };
    if (request.engine === 'webgpu' && choice.engine !== 'webgpu')
      return { kind: 'refused', message: choice.message ?? 'This browser offers no WebGPU.' };

    const { train, held, repeats, secrets } = prepared;
    const plan = planFrom(request, { held: held.length, general: general.length }, speed);
    const { settings } = plan;
    tell(`${train.length} tokens to learn from, ${held.length} held out, ${general.length} of general text`);
    const found = secrets.counts.reduce((sum, { count }) => sum + count, 0);
    if (found > 0)
      tell(
        `${found} ${found === 1 ? 'stretch looks' : 'stretches look'} like secrets and ${found === 1 ? 'is' : 'are'} ${secrets.leftOut ? 'left out' : 'learned'}`,
      );
    tell(`${settings.steps} steps, about ${Math.round(plan.seconds)} s`);
    const tokens = { train, held, general };
    const done = await personalise(services, engines, tokens, plan, (news) => {
      if (news.type === 'device') tell(`training on ${news.device} (${news.engine})`);
      if (news.type === 'resumed') tell(news.message);
      if (news.type === 'losses')
        for (const [step, loss] of news.losses)
          tell(
            `step ${step} of ${settings.steps}: ${Number.isNaN(loss) ? 'left out' : `loss ${loss.toFixed(4)}`}`,
          );
      if (news.type === 'held')
        tell(`held-out perplexity at step ${news.step}: ${news.perplexity.toFixed(3)}`);
    }).result;
    const outcome = outcomeWords(done);
    if (outcome) tell(outcome);
    adapterFiles = filesOf(done.adapter);
    const result: PersonaliseResult = {
      method: settings.method,
      lora: settings.lora,
      engine: done.engine,
      steps: done.steps,
      ended: done.ended,
      skipped: done.skipped,
      seed: settings.seed,
      lr: settings.lr,
      tokens: done.tokens,
      repeats: { passages: repeats.passages, tokens: repeats.tokens, removed: repeats.removed },
      personal: done.personal,
      general: done.general,
      curve: done.curve,
      seconds: done.seconds,
      machine: {
        device: done.device,
        browser: navigator.userAgent,
        threads: await services.evaluator.ready,
      },
      base: BASE_SHA256,
      verdict: done.verdict,
    };
    return { kind: 'done', result, adapterFiles: Object.keys(adapterFiles) };
  },

  async adapterPart(name, part) {
    return toBase64(adapterFiles[name].subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
  },

  async hostile(request) {
    return hostile(await openServices(), request, tell);
  },

  async reference(engine, { base64 }) {
    const { weights } = await loadBase(() => {});
    try {
      const { report } = await checkAgainstReference(engine, weights, fromBase64(base64).buffer, (news) => {
        if (news.type === 'referenceProgress') tell(`${news.done} of ${news.total} computations`);
      }).result;
      return { kind: 'done', report };
    } catch (error) {
      return { kind: 'refused', message: (error as Error).message };
    }
  },
};

/** The run that was asked for: the recommended one but for what the request says, or the quick one. */
function planFrom(
  { method, quick, lora, steps, lr, seed }: PersonaliseRequest,
  texts: Workload,
  speed: MachineSpeed,
) {
  const { settings, measured } = quick ? quickPlan(method, texts, speed) : thoroughPlan(method, texts, speed);
  const asked = {
    ...settings,
    steps: steps ?? settings.steps,
    lr: lr ?? settings.lr,
    seed: seed ?? settings.seed,
    ...(settings.lora && { lora: { ...settings.lora, ...lora } }),
  };
  return planFor(asked, measured, speed);
}

/** A command line knows nothing of the machine but what it was told. */
function forgetful(preference: Preference): EngineStorage {
  return { read: async () => ({ ...NOTHING_KNOWN, preference }), write: async () => {} };
}

function tell(line: string): void {
  window.swanthamProgress?.(line);
}

function open({ name, base64 }: DriveFile): TextDocument {
  return importFile(name, fromBase64(base64));
}

/** The adapter as files: the whole model's weights for full fine-tuning, PEFT's folder for the other methods. */
function filesOf(adapter: AdapterWeights): Record<string, Uint8Array> {
  return adapter.method === 'full'
    ? { 'model.safetensors': adapter.bytes }
    : peftFolder(adapter, BASE_CONFIG);
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The browser's own encoder: a string built byte by byte would not hold a whole model. */
async function toBase64(bytes: Uint8Array): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  });
  return url.slice(url.indexOf(',') + 1);
}
