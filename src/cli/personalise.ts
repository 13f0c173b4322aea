import { MOST_ENTRIES } from '../eval/cache-effect';
import { en } from '../i18n/en';
import { deviceWords } from '../i18n/words';
import type { AdapterWeights } from '../model/adapter';
import { BASE_CONFIG, BASE_SHA256 } from '../model/config';
import type { Lora } from '../model/lora';
import { peftFolder } from '../model/peft';
import type { Attribution, CacheEffect, Method, RunRecord } from '../model/run';
import { UserError } from '../model/user-error';
import { compareWithControls } from '../run/attribution';
import { personalise } from '../run/personalise';
import { openServices } from '../run/services';
import { TextError, whyNotReady } from '../text/error';
import type { TextDocument } from '../text/prepared';
import type { Preference } from '../train/choice';
import { type MachineSpeed, planFor, type Workload, withFirst } from '../train/plan';
import { defaultSettings } from '../train/settings';
import { type DriveFile, openEngines, openTexts, type Refused, refused, tell } from './page';

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
  /** Whether the model remembers the text as well; it does unless this is false. */
  remembers?: boolean;
  /** Find out what the fall is made of, with method 'norm' alone. */
  controls?: boolean;
  /** Train as the app would for a first result on this machine, instead of the whole recipe. */
  quick: boolean;
  /** What differs from the method's own rank and targets, with method 'lora' alone. */
  lora?: Partial<Lora>;
  steps?: number;
  lr?: number;
  seed?: number;
}

export type PersonaliseAnswer =
  | Refused
  | {
      kind: 'done';
      result: PersonaliseResult;
      /** The adapter as files: all weights of the model for full fine-tuning, PEFT's folder for the other methods. */
      adapterFiles: Record<string, Uint8Array>;
    };

/** The record of a run as `--json` writes it; perplexities unless they say otherwise. */
export interface PersonaliseResult extends Omit<RunRecord, 'cache' | 'attribution' | 'device'> {
  memory?: CacheEffect;
  /** Where it was asked for. */
  madeOf?: Attribution;
  /** Held-out passages that repeat the training text, and whether they were left out of the measurement. */
  repeats: { passages: number; tokens: number; removed: boolean };
  machine: { device: string; browser: string; threads: number };
  /** sha256 of the base's weights. */
  base: string;
}

/** The main job, as a command line asks for it. */
export async function drivePersonalise(request: PersonaliseRequest): Promise<PersonaliseAnswer> {
  let documents: { text: TextDocument[]; held?: TextDocument[]; general?: TextDocument[] };
  try {
    documents = {
      text: await openTexts(request.text),
      held: request.held && (await openTexts(request.held)),
      general: request.general && (await openTexts(request.general)),
    };
  } catch (error) {
    if (error instanceof UserError) return refused(error);
    throw error;
  }
  const services = await openServices();
  const prepared = await services.text.prepare(documents.text, {
    held: documents.held,
    leaveOut: request.leaveOut,
  });
  if (prepared?.kind !== 'ready') return refused(prepared ? whyNotReady(prepared) : new TextError('unread'));
  const general = documents.general
    ? await services.text.encodeDocuments(documents.general)
    : services.general;
  if (general.length < 2) return { kind: 'refused', message: 'The general text is empty.' };

  const opened = await openEngines(services, request.engine);
  if (opened.kind === 'refused') return opened;
  const { engines, speed } = opened;

  const { train, held, repeats, secrets } = prepared;
  const memory = request.remembers === false ? 0 : Math.min(train.length, MOST_ENTRIES);
  const plan = planFrom(request, { held: held.length, general: general.length, memory }, speed);
  const { settings } = plan;
  tell(`${train.length} tokens to learn from, ${held.length} held out, ${general.length} of general text`);
  const found = secrets.counts.reduce((sum, { count }) => sum + count, 0);
  if (found > 0)
    tell(
      `${found} ${found === 1 ? 'stretch looks' : 'stretches look'} like secrets and ${found === 1 ? 'is' : 'are'} ${secrets.leftOut ? 'left out' : 'learned'}`,
    );
  tell(`${settings.steps} steps, about ${Math.round(plan.seconds)} s`);
  const tokens = { train, held, general };
  const personalised = await personalise(services, engines, tokens, plan, (news) => {
    if (news.type === 'device') tell(`training on ${deviceWords(en, news.device)} (${news.engine})`);
    if (news.type === 'resumed') tell(en.training.resumed(news));
    if (news.type === 'losses')
      for (const [step, loss] of news.losses)
        tell(
          `step ${step} of ${settings.steps}: ${Number.isNaN(loss) ? 'left out' : `loss ${loss.toFixed(4)}`}`,
        );
    if (news.type === 'held') tell(`held-out perplexity at step ${news.step}: ${news.perplexity.toFixed(3)}`);
  });
  const { run, adapter } = personalised;
  const outcome = en.training.outcome(run);
  if (outcome) tell(outcome);
  if (request.controls) tell('measuring models that never saw this text');
  const madeOf = request.controls
    ? await compareWithControls(services, tokens, settings, personalised)
    : undefined;
  const { cache, device, ...record } = run;
  const result: PersonaliseResult = {
    ...record,
    memory: cache,
    madeOf,
    repeats: { passages: repeats.passages, tokens: repeats.tokens, removed: repeats.removed },
    machine: {
      device: deviceWords(en, device),
      browser: navigator.userAgent,
      threads: await services.evaluator.ready,
    },
    base: BASE_SHA256,
  };
  return { kind: 'done', result, adapterFiles: filesOf(adapter) };
}

/** The run that was asked for: the recommended one, or as far as the app's first result, but for what the request says. */
function planFrom(
  { method, quick, lora, steps, lr, seed }: PersonaliseRequest,
  texts: Workload,
  speed: MachineSpeed,
) {
  const whole = planFor(defaultSettings(method), texts, speed);
  const first = quick ? withFirst(whole, speed).first : undefined;
  const settings = { ...whole.settings, ...(first && { steps: first.steps }) };
  const measured = first?.measured ?? whole.measured;
  const asked = {
    ...settings,
    steps: steps ?? settings.steps,
    lr: lr ?? settings.lr,
    seed: seed ?? settings.seed,
    ...(settings.lora && { lora: { ...settings.lora, ...lora } }),
  };
  return planFor(asked, measured, speed);
}

/** The adapter as files: the whole model's weights for full fine-tuning, PEFT's folder for the other methods. */
function filesOf(adapter: AdapterWeights): Record<string, Uint8Array> {
  return adapter.method === 'full'
    ? { 'model.safetensors': adapter.bytes }
    : peftFolder(adapter, BASE_CONFIG);
}
