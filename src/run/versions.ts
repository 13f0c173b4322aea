import { fallInterval, perplexityOf } from '../eval/uncertainty';
import { fall, isUnchanged, rise } from '../eval/verdict';
import { BASE_SHA256 } from '../model/config';
import type { Method } from '../model/run';
import type { AdapterRecord, Comparison, Learned, Milestone, Update, Version } from '../store';
import type { HeldPassage, Ready } from '../text/prepared';
import { countWords, hashesOf, knownWords, type Sentence } from '../text/sentences';
import { MIN_HELD_TOKENS } from '../text/split';
import { GOING_ON_STEPS } from '../train/plan';

/** A model with all its versions. */
export interface Line {
  id: string;
  /** The version in use. */
  current: AdapterRecord;
  /** The newest first. */
  versions: AdapterRecord[];
}

/** A model that may learn again from the text as it is now. */
export interface Offer {
  line: Line;
  /** Words in sentences that were not in the text when it last learned; unknown of models of the app's earlier versions. */
  newWords?: number;
  /**
   * Whether it may go on from what its version in use has learned: all of that is still in the text, and none of it is held
   * out now. Otherwise it begins anew, so that nothing is left of what its owner has taken out, and nothing is measured on
   * what it has learned.
   */
  goesOn: boolean;
}

/** A model has learned from a text if so much of what it learned from is still in it. */
const FITTING_SHARE = 0.5;
/** A passage counts as learned if so much of it is, by words. */
const LEARNED_SHARE = 0.5;
/** So many earlier versions of a model are kept, of so many bytes together. */
const MOST_EARLIER = 7;
const MOST_EARLIER_BYTES = 64e6;

/** The models of a profile, in the order of their newest versions in `adapters`, which has the newest first. */
export function linesOf(adapters: readonly AdapterRecord[]): Line[] {
  const lines = new Map<string, AdapterRecord[]>();
  for (const adapter of adapters) {
    const { line } = adapter.version;
    lines.set(line, [...(lines.get(line) ?? []), adapter]);
  }
  return [...lines].map(([id, all]) => {
    const versions = all.sort((a, b) => b.version.number - a.version.number);
    const current = versions.reduce((a, b) => (b.version.chosen > a.version.chosen ? b : a));
    return { id, current, versions };
  });
}

/** Which models may learn again from a text: those that fit it, most new words first, and then those of which nobody knows. */
export function offersFor(lines: readonly Line[], { sentences }: Pick<Ready, 'sentences'>): Offer[] {
  const all = [...sentences.train, ...sentences.held.flatMap((passage) => passage.sentences)];
  const now = new Set(all.map(({ hash }) => hash));
  const offers = lines.flatMap((line): Offer[] => {
    const last = line.versions.find(({ version }) => !isWaiting(version)) ?? line.versions[0];
    if (last.origin !== 'trained' || last.baseHash !== BASE_SHA256) return [];
    if (!last.learned) return [{ line, goesOn: false }];
    const known = new Set([...last.learned.train, ...last.learned.held]);
    const still = [...known].filter((hash) => now.has(hash)).length;
    if (still < FITTING_SHARE * known.size) return [];
    return [{ line, newWords: countWords(all) - knownWords(all, known), goesOn: canGoOn(line, sentences) }];
  });
  return offers.sort((a, b) => (b.newWords ?? -1) - (a.newWords ?? -1));
}

/** Whether training by `method` goes on from the version in use, instead of the base. */
export const goesOnBy = ({ goesOn }: Pick<Offer, 'goesOn'>, method: Method): boolean =>
  goesOn && method === 'norm';

function canGoOn({ current }: Line, { train, held }: Ready['sentences']): boolean {
  if (current.origin !== 'trained' || current.baseHash !== BASE_SHA256 || !current.learned) return false;
  const { run, learned } = current;
  if (run.method !== 'norm' || run.steps < GOING_ON_STEPS) return false;
  const now = new Set(train.map(({ hash }) => hash));
  const isHeld = fairTokens(held, learned.train).includes(0);
  return !isHeld && learned.train.every((hash) => now.has(hash));
}

/** What a model that learns from `sentences` keeps, so that it can be told later what is new. */
export function learnedFrom({ train, held }: Ready['sentences']): Learned {
  const heldOut = held.flatMap(({ sentences }) => sentences);
  return {
    train: hashesOf(train),
    held: hashesOf(heldOut),
    words: countWords(train) + countWords(heldOut),
  };
}

/** Which tokens of held-out text a model has not learned from, whose sentences are `learned`: 1 for each, [held]. */
export function fairTokens(held: readonly HeldPassage[], learned: Iterable<number>): Uint8Array<ArrayBuffer> {
  const known = new Set(learned);
  const isLearned = (sentences: readonly Sentence[]) => {
    const words = knownWords(sentences, known);
    return words > 0 && words >= LEARNED_SHARE * countWords(sentences);
  };
  return Uint8Array.from(
    held.flatMap(({ tokens, sentences }) => Array<number>(tokens).fill(isLearned(sentences) ? 0 : 1)),
  );
}

/**
 * Two versions on the same held-out tokens, by the negative log-likelihoods [held - 1] that each gave them; undefined where
 * too few are left that the older one has not learned.
 */
export function compareVersions(
  older: number,
  { fair }: Pick<Update, 'fair'>,
  before: Float32Array,
  after: Float32Array,
): Comparison | undefined {
  // The first token is not predicted.
  const counts = (_: number, i: number) => fair[i + 1] === 1;
  const [old, now] = [before.filter(counts), after.filter(counts)];
  if (old.length < MIN_HELD_TOKENS) return undefined;
  return {
    with: older,
    tokens: old.length,
    before: perplexityOf(old),
    after: perplexityOf(now),
    fall: fallInterval(old, now),
  };
}

/**
 * Whether the newer version is better or worse, as far as that means anything, and whether the difference may be chance.
 * Where it means nothing they are the same, and the newer one knows more.
 */
export function outcomeOf({ before, after, fall: { low, high } }: Comparison): {
  outcome: 'better' | 'same' | 'worse';
  isChance: boolean;
} {
  const isChance = low !== undefined && high !== undefined && low < 1 && high > 1;
  if (!isUnchanged({ before, after })) return { outcome: 'better', isChance };
  if (!isUnchanged({ before: after, after: before })) return { outcome: 'worse', isChance };
  return { outcome: 'same', isChance: false };
}

/**
 * The place of a version that was made from `versions`, which are all that are left of its model. It comes into use unless
 * it is worse than the one that was; before it is compared, `isMeasured` is false, and it waits.
 */
export function nextVersion(
  line: string,
  versions: readonly AdapterRecord[],
  isMeasured: boolean,
  beside?: Comparison,
): Version {
  const highest = (of: (version: Version) => number) =>
    versions.reduce((most, { version }) => Math.max(most, of(version)), 0);
  const isBetter = isMeasured && !(beside && outcomeOf(beside).outcome === 'worse');
  return {
    line,
    number: highest(({ number }) => number) + 1,
    chosen: isBetter ? highest(({ chosen }) => chosen) + 1 : 0,
    ...(beside && { beside }),
    earlier: milestonesOf(versions),
  };
}

/** Whether a version is the first result of a run that has not come to its end: untested, it is not in use. */
export const isWaiting = ({ chosen, beside }: Version): boolean => chosen === 0 && !beside;

/** All versions of a model that are known, the first one first: those in `versions`, and those that are gone. */
export function milestonesOf(versions: readonly AdapterRecord[]): Milestone[] {
  const known = new Map<number, Milestone>();
  for (const { version } of versions) for (const one of version.earlier ?? []) known.set(one.number, one);
  for (const adapter of versions) {
    const { run, version, createdAt, madeAt } = adapter;
    if (!run) continue;
    const words = adapter.origin === 'trained' ? adapter.learned?.words : undefined;
    known.set(version.number, {
      number: version.number,
      at: madeAt ?? createdAt,
      ...(words !== undefined && { words }),
      fall: run.uncertainty?.personal ?? { value: fall(run.personal) },
      general: rise(run.general),
    });
  }
  return [...known.values()].sort((a, b) => a.number - b.number);
}

/** Which earlier versions are too many, or together too large: the oldest, and never the one in use or the newest. */
export function surplusOf({ current, versions }: Line): AdapterRecord[] {
  const earlier = versions.filter((one, i) => i > 0 && one !== current);
  let bytes = 0;
  return earlier.filter((one, i) => {
    bytes += one.bytes;
    return i >= MOST_EARLIER || bytes > MOST_EARLIER_BYTES;
  });
}
