import type { EvaluatedModel } from '../eval/evaluator';
import { forgottenBy } from '../eval/forgetting';
import type { AdapterWeights } from '../model/adapter';
import type { Method } from '../model/run';
import type { AdapterRecord, AdapterStore, UnfinishedRun, Update, Version } from '../store';
import type { TextClient } from '../text/client';
import type { HeldPassage } from '../text/prepared';
import { hashedSentences } from '../text/sentences';
import type { Personalised } from './referee';
import {
  compareVersions,
  fairTokens,
  goesOnBy,
  linesOf,
  nextVersion,
  type Offer,
  surplusOf,
} from './versions';

/**
 * What a run is told that updates a model by `method`; its version in use is measured on what it has not learned of `held`.
 */
export async function updateOf(
  adapters: AdapterStore,
  text: Pick<TextClient, 'decode'>,
  offer: Offer,
  held: readonly HeldPassage[],
  method: Method,
): Promise<Update> {
  const { id: line, current } = offer.line;
  const { hashes } = await sentencesLearned(adapters, text, current);
  const update = { line, rival: current.id, fair: fairTokens(held, hashes) };
  return goesOnBy(offer, method) ? { ...update, goesOn: true } : update;
}

/**
 * Hashes of the sentences that a model has learned from; of one that does not say it, as files and the app's earlier versions
 * do not, those that it remembers.
 */
export async function sentencesLearned(
  adapters: AdapterStore,
  text: Pick<TextClient, 'decode'>,
  record: AdapterRecord,
): Promise<{ hashes: Iterable<number>; isTold: boolean }> {
  const told = record.origin === 'trained' ? record.learned?.train : undefined;
  return told
    ? { hashes: told, isTold: true }
    : { hashes: await rememberedSentences(adapters, text, record.id), isTold: false };
}

async function rememberedSentences(
  adapters: AdapterStore,
  text: Pick<TextClient, 'decode'>,
  id: string,
): Promise<number[]> {
  const { memory } = await adapters.model(id);
  if (!memory) return [];
  const texts = await text.decode(memory);
  return texts.flatMap(hashedSentences).map(({ hash }) => hash);
}

/** What a run has to do with the other versions of its model; nothing, where it makes a model of its own. */
export class Updating {
  constructor(
    private readonly adapters: AdapterStore,
    private readonly run: Pick<UnfinishedRun, 'id' | 'update'>,
  ) {}

  /** The version in use when the run began, to be measured beside; nothing where it can no longer be read. */
  async rival(): Promise<EvaluatedModel | undefined> {
    const { update } = this.run;
    return update && this.adapters.model(update.rival).catch(() => undefined);
  }

  /** What training goes on from, of `rival`; nothing where it begins with the base. */
  from(rival: EvaluatedModel | undefined): AdapterWeights | undefined {
    return this.run.update?.goesOn && rival && 'method' in rival ? rival : undefined;
  }

  /** Traces of what the versions were told to forget. */
  async forgotten(): Promise<number[]> {
    return forgottenBy(await this.others());
  }

  /** The place of the first result of the run, which is not in use, or of its last one. */
  async version(result: Personalised, isLast: boolean): Promise<Version | undefined> {
    const { update } = this.run;
    if (!update) return undefined;
    const others = await this.others();
    const older = others.find(({ id }) => id === update.rival);
    const { rival, after } = result.heldOut;
    const beside =
      isLast && older && rival
        ? compareVersions(older.version.number, update, rival.tokenNll, after.tokenNll)
        : undefined;
    return nextVersion(update.line, others, isLast, beside);
  }

  /** Deletes the versions that are too many. */
  async tidy(): Promise<void> {
    const { update } = this.run;
    const [line] = update ? linesOf(await this.adapters.versions(update.line)) : [];
    const surplus = line ? surplusOf(line) : [];
    if (surplus.length > 0) await this.adapters.delete(...surplus.map(({ id }) => id));
  }

  private async others(): Promise<AdapterRecord[]> {
    const { id, update } = this.run;
    return update ? (await this.adapters.versions(update.line)).filter((one) => one.id !== id) : [];
  }
}
