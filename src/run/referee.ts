import { cacheEffect } from '../eval/cache-effect';
import type { EvaluatedModel } from '../eval/evaluator';
import { withoutTraced } from '../eval/forgetting';
import type { Perplexity } from '../eval/perplexity';
import { fallInterval, riseInterval } from '../eval/uncertainty';
import { verdict } from '../eval/verdict';
import type { RunRecord, Trained } from '../model/run';
import type { TrainTokens } from '../train/loop';
import type { Workload } from '../train/plan';
import { generalOfBase } from './general';
import type { Services } from './services';
import type { WorkClock } from './work-clock';

/** A finished run: its record, what was learned, and what the evaluator made of it. */
export interface Personalised extends Trained {
  run: RunRecord;
  /** Token ids of the text that the model's neural cache is made of; nothing without one. */
  remembered?: Int32Array;
  /** What the base and the model make of the held-out text, and an earlier version of the model where there is one. */
  heldOut: { before: Perplexity; after: Perplexity; rival?: Perplexity };
}

/** The texts of a run as token ids. */
export interface PersonaliseTokens extends TrainTokens {
  general: Int32Array;
  /** Traces of what the model must not remember of them; see `tracesOf`. */
  forgotten?: readonly number[];
}

/** What the base makes of the texts that are measured. */
export interface OfBase {
  personal: Perplexity;
  general: Pick<Perplexity, 'perplexity' | 'tokenNll'>;
}

/** Hears the share of the tokens that is measured. */
type OnShare = (share: number) => void;

/** Measures for one run, with the evaluator: the base, and what was trained, on all of the texts or on their beginning. */
export class Referee {
  private readonly heldByBase = new Map<number, Perplexity>();
  private evalSeconds = 0;

  /** All of it rejects soon after `end` is aborted. `clock` counts the seconds of the run. */
  constructor(
    private readonly services: Services,
    private readonly tokens: PersonaliseTokens,
    private readonly clock: WorkClock,
    private readonly end: AbortSignal,
  ) {}

  /** What the base makes of `of` the texts. What was measured before is known. */
  async base(of: Workload, onShare: OnShare): Promise<OfBase> {
    const [held, general] = this.textsOf(of);
    const known = this.heldByBase.get(held.length);
    const [personal] = known ? [known] : await this.measure({ kind: 'base' }, [held], onShare);
    this.heldByBase.set(held.length, personal);
    if (this.tokens.general !== this.services.general) {
      const [own] = await this.measure({ kind: 'base' }, [general], onShare);
      return { personal, general: own };
    }
    return { personal, general: await generalOfBase(general.length) };
  }

  /** What was trained, as it will be kept and used, on `of` the texts, beside the base on the same. */
  async model(
    { run, adapter }: Trained,
    before: OfBase,
    of: Workload,
    promised: number,
    onShare: OnShare,
    end = this.end,
  ): Promise<Personalised> {
    const [held, general] = this.textsOf(of);
    const remembered = this.remembered(of);
    const model = { ...adapter, memory: remembered };
    const [after, generalAfter] = await this.measure(model, [held, general], onShare, end);
    const personal = { before: before.personal.perplexity, after: after.perplexity };
    const generalChange = { before: before.general.perplexity, after: generalAfter.perplexity };
    const record: RunRecord = {
      ...run,
      tokens: { train: this.tokens.train.length, held: held.length, general: general.length },
      personal,
      general: generalChange,
      cache: remembered && cacheEffect(remembered.length, before, { personal: after, general: generalAfter }),
      uncertainty: {
        personal: fallInterval(before.personal.tokenNll, after.tokenNll),
        general: riseInterval(before.general.tokenNll, generalAfter.tokenNll),
      },
      verdict: verdict(personal, generalChange),
      seconds: { ...run.seconds, eval: this.evalSeconds, total: this.clock.seconds, promised },
    };
    return { run: record, adapter, remembered, heldOut: { before: before.personal, after } };
  }

  /** What another model makes of the held-out text, as far as `of` says. */
  async rival(model: EvaluatedModel, of: Workload, onShare: OnShare): Promise<Perplexity> {
    const [rival] = await this.measure(model, [this.textsOf(of)[0]], onShare);
    return rival;
  }

  /** The end of the training text, for a memory; nothing where none is wanted, or nothing is left to be predicted. */
  private remembered({ memory }: Workload): Int32Array | undefined {
    if (memory < 2) return undefined;
    const left = withoutTraced(this.tokens.train.slice(-memory), this.tokens.forgotten);
    return left.length > 1 ? left : undefined;
  }

  private textsOf({ held, general }: Workload) {
    return [this.tokens.held.subarray(0, held), this.tokens.general.subarray(0, general)] as const;
  }

  /** What `model` makes of `texts`, in order. */
  private async measure(
    model: EvaluatedModel,
    texts: Int32Array[],
    onShare: OnShare,
    end = this.end,
  ): Promise<Perplexity[]> {
    const begin = this.clock.seconds;
    const total = texts.reduce((sum, { length }) => sum + length, 0);
    const perplexities: Perplexity[] = [];
    let before = 0;
    for (const text of texts) {
      const onProgress = (done: number) => onShare((before + done) / total);
      perplexities.push(await this.services.evaluator.perplexity(model, text, onProgress, end));
      before += text.length;
    }
    this.evalSeconds += this.clock.seconds - begin;
    return perplexities;
  }
}
