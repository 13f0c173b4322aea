import { Advantages, FEATURES, featuresOf, Gate, HIDDEN } from './gate';
import type { Samples } from './gate-learning';
import { NeuralCache, type Recollection } from './neural-cache';
import { modelAt } from './perplexity';
import { KeyValueCache, type OpenModel, PIECE } from './session';
import type { Votes } from './vote';

/** A text by one author, as tokens in order. */
export interface GateAuthor {
  name: string;
  tokens: Int32Array;
}

/**
 * What was read with what in the cache: the author's `own` text with the author's earlier text, or with `nothing` but what
 * came before in it; or with the earlier text of somebody else (`other`); or `general` text with the author's.
 */
export const KINDS = ['own', 'nothing', 'other', 'general'] as const;
export type EpisodeKind = (typeof KINDS)[number];

/** One reading of a text. */
export interface Episode {
  kind: EpisodeKind;
  /** Whose text it is (of general text, nobody's) or is in the cache: a fold that tests one of them learns from none of it. */
  authors: string[];
  samples: Samples;
}

/** How much of an author's text is remembered, and at most read after that, in tokens. */
export interface EpisodeSizes {
  remembered: number;
  read: number;
}

/** As in the product's usual run. */
export const EPISODE_SIZES: EpisodeSizes = { remembered: 3000, read: 2000 };

/** A piece of a text as a model reads it, whatever is remembered. */
interface Piece {
  /** The states before `targets` [n], the tokens that came: [n, width]. */
  states: Float32Array;
  targets: Int32Array;
  /** The probability that the model alone gives to any token in the place of the i-th. */
  modelAt(i: number): (token: number) => number;
}

/**
 * Reads each author's text with the author's own cache and with that of the author before, and `general` text with the
 * author's own. There are two authors or more, and each has more than `remembered` tokens. Those of whom `isKnown` says so
 * are passed over.
 */
export async function* readEpisodes(
  model: OpenModel,
  authors: readonly GateAuthor[],
  general: Int32Array,
  { remembered, read }: EpisodeSizes = EPISODE_SIZES,
  isKnown: (name: string) => boolean = () => false,
): AsyncGenerator<{ name: string; episodes: Episode[] }> {
  const cacheOf = ({ tokens }: GateAuthor) => NeuralCache.of(model, tokens.subarray(0, remembered), NO_GATE);
  // The model reads it once.
  const generalPieces: Piece[] = [];
  for await (const piece of reading(model, general)) generalPieces.push(piece);
  let before: { name: string; cache: NeuralCache } | undefined;
  for (const [i, author] of authors.entries()) {
    const { name, tokens } = author;
    if (isKnown(name)) continue;
    const previous = authors.at(i - 1)!;
    if (before?.name !== previous.name) {
      await before?.cache.release();
      before = { name: previous.name, cache: await cacheOf(previous) };
    }
    const cache = await cacheOf(author);
    const held = tokens.subarray(remembered, remembered + read);
    const listeners = [
      new Listener(cache, 'all'),
      new Listener(cache, 'thisText'),
      new Listener(before.cache, 'all'),
    ];
    await listen(reading(model, held), listeners);
    const ofGeneral = new Listener(cache, 'all');
    await listen(generalPieces, [ofGeneral]);
    const [own, nothing, other] = listeners.map(({ samples }) => samples);
    yield {
      name,
      episodes: [
        { kind: 'own', authors: [name], samples: own },
        { kind: 'nothing', authors: [name], samples: nothing },
        { kind: 'other', authors: [name, before.name], samples: other },
        { kind: 'general', authors: [name], samples: ofGeneral.samples },
      ],
    };
    await before.cache.release();
    before = { name, cache };
  }
  await before?.cache.release();
}

/** Nothing is shared out while it is only listened to. */
const NO_GATE = new Gate(new Float64Array(HIDDEN * (FEATURES + 1)), new Float64Array(2 * (HIDDEN + 1)));

/** A neural cache while a text is read: what a gate would look at, and what came. */
class Listener {
  readonly recollection: Recollection;
  private readonly advantages = new Advantages();
  private readonly features: number[] = [];
  private readonly chances: number[] = [];

  constructor(
    cache: NeuralCache,
    readonly what: 'all' | 'thisText',
  ) {
    this.recollection = cache.begin();
  }

  hear(votes: Votes, token: number, model: (token: number) => number): void {
    // There is nothing to share out where nothing is remembered.
    if (votes.alike.first < 0) return;
    const chances = [model(token), votes.alike.of(token), votes.phrase.of(token)] as const;
    this.features.push(...featuresOf(votes, this.advantages, model));
    this.chances.push(...chances);
    this.advantages.learn(...chances);
  }

  get samples(): Samples {
    return { features: Float32Array.from(this.features), chances: Float32Array.from(this.chances) };
  }
}

async function listen(pieces: AsyncIterable<Piece> | Iterable<Piece>, listeners: readonly Listener[]) {
  for await (const { states, targets, modelAt } of pieces)
    for (const listener of listeners)
      for (const [i, known] of (await listener.recollection.read(states, targets)).entries())
        listener.hear(known[listener.what], targets[i], modelAt(i));
}

/** Windows as in `perplexity`. */
async function* reading({ session, gains }: OpenModel, ids: Int32Array): AsyncGenerator<Piece> {
  const { vocab } = session.config;
  const cache = new KeyValueCache(session.config);
  const count = ids.length - 1;
  for (let start = 0; start < count; ) {
    if (cache.room === 0) cache.clear();
    const end = Math.min(start + Math.min(PIECE, cache.room), count);
    const targets = ids.subarray(start + 1, end + 1);
    const { nll, states, logits } = await session.everything(ids.subarray(start, end), targets, cache, gains);
    yield { states, targets, modelAt: (i) => modelAt(logits, i, targets[i], nll[i], vocab) };
    start = end;
  }
}
