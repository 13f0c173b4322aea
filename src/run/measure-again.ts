import type { AdapterWeights } from '../model/adapter';
import type { RunRecord } from '../model/run';
import type { AdapterRecord, MeasuredAgain } from '../store';
import type { Ready } from '../text/prepared';
import { hashesOf } from '../text/sentences';
import { Referee } from './referee';
import type { Services } from './services';
import { ASKED_WORDS, countNextWords } from './voice';
import { WorkClock } from './work-clock';

/** A model that was trained here, and whose run is known. */
type Trained = Pick<Extract<AdapterRecord, { origin: 'trained' }>, 'run' | 'learned' | 'forgottenTraces'>;

/** Whether `text` is the one that a model learned from and was measured on, to the last sentence of both parts. */
export function isMeasuredOn({ run, learned }: Trained, { sentences, train, held }: Ready): boolean {
  if (!learned || train.length !== run.tokens.train || held.length < run.tokens.held) return false;
  const heldOut = sentences.held.flatMap((passage) => passage.sentences);
  return isSame(hashesOf(sentences.train), learned.train) && isSame(hashesOf(heldOut), learned.held);
}

/** A word that is guessed takes as long as so many tokens that are measured: 13 of English to 29 of Malayalam. */
const GUESS_TOKENS = 20;

/**
 * Measures a model again on the text that it was measured on, as its neural cache is mixed in now: see `isMeasuredOn`.
 * `onShare` hears how much is behind. Rejects soon after `signal` is aborted.
 */
export async function measureAgain(
  services: Services,
  { run, forgottenTraces }: Trained,
  adapter: AdapterWeights,
  { train, held }: Ready,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<MeasuredAgain> {
  const tokens = { train, held, general: services.general, forgotten: forgottenTraces };
  const of = { held: run.tokens.held, general: run.tokens.general, memory: run.cache?.tokens ?? 0 };
  const referee = new Referee(services, tokens, new WorkClock(), signal);
  // The model reads general text too, which the base need not: its numbers come with the app.
  const [ofBase, ofModel] = [of.held, of.held + of.general];
  const all = ofBase + ofModel + 2 * ASKED_WORDS * GUESS_TOKENS;
  const before = await referee.base(of, (share) => onShare((share * ofBase) / all));
  const { run: measured, remembered } = await referee.model({ run, adapter }, before, of, 0, (share) =>
    onShare((ofBase + share * ofModel) / all),
  );
  const model = { ...adapter, ...(remembered && { memory: remembered }) };
  const nextWord = await countNextWords(services, held, model, signal, (words) =>
    onShare((ofBase + ofModel + words * GUESS_TOKENS) / all),
  );
  const { personal, general, cache, uncertainty, verdict } = measured;
  return { personal, general, cache, uncertainty, verdict, ...withoutCaches(run), nextWord };
}

/** The attribution without its part about neural caches, which was measured by the earlier rule. */
function withoutCaches({ attribution }: RunRecord): Pick<RunRecord, 'attribution'> {
  if (!attribution) return {};
  const { withCaches: _, ...rest } = attribution;
  return { attribution: rest };
}

function isSame(a: Iterable<number>, b: Iterable<number>): boolean {
  const [x, y] = [new Set(a), new Set(b)];
  return x.size === y.size && [...x].every((hash) => y.has(hash));
}
