import type { Mixer } from './mixer';
import type { Known, NeuralCache, Recollection } from './neural-cache';
import { modelAt } from './perplexity';
import { stillWanted } from './precedence';
import { KeyValueCache, type OpenModel, PIECE } from './session';
import { below, joined, modelOf, type Node, rowsOf } from './suggest-branches';
import type { Pieces } from './suggest-pieces';
import { endingShare, type Prediction, predictionOf } from './suggest-prediction';

/** Most tokens that are asked about after what was read. */
export const LONGEST_PATH = 20;
/** So many tokens are read with all that a model says of each; more only with what is needed of them. */
const FEW = 16;
/** Tokens of branches that are kept, and for how many there has to be room before a text is asked about. */
const MOST_BRANCHES = 128;
const BRANCH_ROOM = 48;

/**
 * A model that reads a text which is being written: only what is new is read, and where the text was changed, only what
 * comes after. Ways to go on are branches of one tree; those that are asked for together are read in one run, and where the
 * text takes one of them, nothing has to be read again.
 *
 * A neural cache, if there is one, takes in the text and is trusted as far as it predicted it, as in `generate`. A text may
 * outgrow the context: then the model reads the last half context again and goes on from there.
 */
export class Reader {
  /** The text. */
  private ids: readonly number[] = [];
  /** Tokens that the model has read and of which the next is known. */
  private known = 0;
  /** The one after them, once it was read as well. */
  private root: Node | undefined;
  /** The place in the text of the first token that `cache` holds. */
  private start = 0;
  private readonly cache: KeyValueCache;
  private readonly recollection: Recollection | undefined;
  /** What mixed the neural cache's votes in when 0, 1, … of the tokens were known; none without one. */
  private readonly mixers: Mixer[];

  constructor(
    private readonly model: OpenModel,
    private readonly pieces: Pieces,
    neuralCache?: NeuralCache,
  ) {
    this.cache = new KeyValueCache(model.session.config, MOST_BRANCHES);
    this.recollection = neuralCache?.begin();
    this.mixers = neuralCache ? [neuralCache.mixer()] : [];
  }

  /**
   * Reads a text, `ids` [1 or more]; what it shares with the one before is not read again. When `signal` is aborted, it
   * rejects with its reason between two pieces; what was read until then is kept.
   */
  async read(ids: readonly number[], signal?: AbortSignal): Promise<void> {
    let same = 0;
    while (same < ids.length && ids[same] === this.ids[same]) same++;
    // Of a text whose reading was given up, `ids` may hold more than the root is the last of.
    if (this.root && same > this.known) await this.follow(ids);
    else await this.forgetFrom(Math.min(this.known, Math.max(0, same - 1)));
    this.ids = ids.slice();
    while (this.unread > FEW) {
      await stillWanted(signal);
      await this.takePiece();
    }
    if (this.unread > 0) {
      await stillWanted(signal);
      await this.takeLast();
    }
    if (this.cache.branchRoom < BRANCH_ROOM) this.cutBranches();
  }

  /**
   * What follows the text and each of `paths` [0 to `LONGEST_PATH`]; all but the last token of each must have been asked
   * about since the text was read.
   */
  async after(paths: readonly (readonly number[])[]): Promise<Prediction[]> {
    await this.branchOut(paths);
    const nodes = paths.map((path) => this.nodeAt(path)!);
    const unsaid = nodes.filter(({ prediction }) => !prediction);
    if (unsaid.length > 0) {
      const states = joined(unsaid.map(({ state }) => state));
      const known = await this.recollection?.ask(states, (i) => idsOf(unsaid[i]));
      for (const [i, node] of unsaid.entries()) node.prediction = this.predict(node, known?.[i]);
    }
    return nodes.map(({ prediction }) => prediction!);
  }

  /** Tokens that the model has not read. */
  private get unread(): number {
    return this.ids.length - this.known - (this.root ? 1 : 0);
  }

  /** Tokens of the text that can be read before the context is full, a path aside. */
  private get room(): number {
    return this.cache.room - LONGEST_PATH;
  }

  private nodeAt(path: readonly number[]): Node | undefined {
    return path.reduce<Node | undefined>((node, id) => node?.children.get(id), this.root);
  }

  private cutBranches(): void {
    this.cache.branches = 0;
    this.root?.children.clear();
  }

  private async forgetFrom(known: number): Promise<void> {
    this.root = undefined;
    if (this.recollection) {
      const left = Math.min(known + 1, this.mixers.length);
      this.recollection.rewind(this.mixers.length - left);
      this.mixers.length = left;
    }
    this.known = known;
    if (known < this.start) await this.moveTo(known);
    else {
      this.cache.branches = 0;
      this.cache.length = known - this.start;
    }
  }

  /** Takes the branch that the text `ids` has taken. */
  private async follow(ids: readonly number[]): Promise<void> {
    const path: Node[] = [];
    let [node, at] = [this.root, this.known + 1];
    while ((node = node?.children.get(ids[at++]))) path.push(node);
    if (path.length === 0 || this.room < path.length) return;
    const parents = path.map(({ parent }) => parent!);
    const next = path.map(({ id }) => id);
    const root = path.at(-1)!;
    const states = joined([...parents, root].map(({ state }) => state));
    const vote = await this.learn(states, next, parents.map(modelOf));
    this.known += path.length;
    this.root = root;
    root.parent = undefined;
    const kept = [...path, ...below(root).sort((a, b) => a.row - b.row)];
    const start = this.cache.length;
    this.cache.keep(
      kept.map(({ row }) => row),
      path.length,
    );
    for (const [i, one] of kept.entries()) {
      one.row = start + i;
      // The neural cache knows more now.
      one.prediction = undefined;
    }
    root.prediction = vote && this.predict(root, vote);
  }

  /** The last token that was read is known to be followed by the next of the text. */
  private async settle(): Promise<void> {
    if (!this.root) return;
    const next = [this.ids[this.known + 1]];
    await this.learn(this.root.state, next, [modelOf(this.root)]);
    this.known += 1;
    this.root = undefined;
  }

  /** Reads some of the tokens that are followed by others. */
  private async takePiece(): Promise<void> {
    await this.settle();
    await this.makeRoom();
    const end = Math.min(this.known + Math.min(PIECE, this.room), this.ids.length - 1);
    const piece = Int32Array.from(this.ids.slice(this.known, end));
    const next = Int32Array.from(this.ids.slice(this.known + 1, end + 1));
    const { session, gains } = this.model;
    if (this.recollection) {
      const { nll, states, logits } = await session.everything(piece, next, this.cache, gains);
      await this.learn(states, next, modelsOf(nll, logits, next, session.config.vocab));
    } else await session.logits(piece, this.cache, gains);
    this.known = end;
  }

  /** Reads the last few tokens. */
  private async takeLast(): Promise<void> {
    await this.settle();
    await this.makeRoom();
    const { session, gains } = this.model;
    const ids = Int32Array.from(this.ids.slice(this.known));
    const last = ids.length - 1;
    const next = Int32Array.from([...ids.subarray(1), 0]);
    const { nll, states, logits } = await session.everything(ids, next, this.cache, gains);
    const models = modelsOf(nll.subarray(0, last), logits, next, session.config.vocab);
    const vote = await this.learn(states, next.subarray(0, last), models);
    this.known += last;
    const { vocab, width } = session.config;
    const lastLogits = logits.subarray(last * vocab);
    this.root = this.nodeOf(ids[last], this.cache.length - 1, lastLogits, states.subarray(last * width));
    this.root.prediction = vote && this.predict(this.root, vote);
  }

  /** Without a neural cache nothing is lost where text further back than half a context is passed over. */
  private async makeRoom(): Promise<void> {
    if (this.room >= Math.min(FEW, this.unread)) return;
    const last = this.ids.length - 1;
    if (!this.recollection) this.known = Math.max(this.known, last - this.model.session.config.context / 2);
    await this.moveTo(this.known);
  }

  /** Reads the half context before `at` again, as the beginning. */
  private async moveTo(at: number): Promise<void> {
    const { session, gains } = this.model;
    this.start = Math.max(0, at - session.config.context / 2);
    this.cache.clear();
    if (at > this.start)
      await session.logits(Int32Array.from(this.ids.slice(this.start, at)), this.cache, gains);
  }

  /**
   * The first of `states` [n or n + 1, width] were followed by `next` [n]; `models` [n] tell the probabilities that the
   * model alone gave there. Returns the votes at one more state, if there is one.
   */
  private async learn(
    states: Float32Array,
    next: ArrayLike<number>,
    models: readonly ((token: number) => number)[],
  ): Promise<Known | undefined> {
    if (!this.recollection) return undefined;
    const known = await this.recollection.read(states, Int32Array.from(next));
    for (const [i, model] of models.entries()) {
      const mixer = this.mixers.at(-1)!.copy();
      mixer.probability(known[i].all, next[i], model);
      this.mixers.push(mixer);
    }
    return known[models.length];
  }

  /** Reads the last token of each of `paths`, where that was not done before. */
  private async branchOut(paths: readonly (readonly number[])[]): Promise<void> {
    const fresh = paths.filter((path) => !this.nodeAt(path));
    if (fresh.length === 0) return;
    const { session, gains } = this.model;
    const { vocab, width } = session.config;
    const parents = fresh.map((path) => this.nodeAt(path.slice(0, -1))!);
    const ids = Int32Array.from(fresh, (path) => path.at(-1)!);
    const start = this.cache.length + this.cache.branches;
    const { logits, states } = await session.branch(ids, parents.map(rowsOf), this.cache, gains);
    for (const [i, parent] of parents.entries())
      parent.children.set(
        ids[i],
        this.nodeOf(
          ids[i],
          start + i,
          logits.subarray(i * vocab, (i + 1) * vocab),
          states.subarray(i * width, (i + 1) * width),
          parent,
        ),
      );
  }

  /** What the model says at a node, with `votes` of the neural cache. */
  private predict({ logits, alone }: Node, known?: Known): Prediction {
    if (!known) return { logits, ...alone };
    const mixed = logits.slice();
    const { share, cache } = this.mixers.at(-1)!.mix(mixed, known.all, alone.logSum);
    const ending = endingShare(cache, this.pieces);
    const logSum = alone.logSum - Math.log1p(-share);
    return { logits: mixed, logSum, ends: (1 - share) * alone.ends + share * ending };
  }

  private nodeOf(id: number, row: number, logits: Float32Array, state: Float32Array, parent?: Node): Node {
    const { logSum, ends } = predictionOf(logits, this.pieces);
    return { id, row, logits, state, parent, children: new Map(), alone: { logSum, ends } };
  }
}

/** At each of the tokens that were followed by `next`, the probabilities that the model alone gives. */
function modelsOf(nll: Float32Array, logits: Float32Array, next: Int32Array, vocab: number) {
  return Array.from(nll, (value, i) => modelAt(logits, i, next[i], value, vocab));
}

/** The tokens of the branch that ends at `node`, without the text's. */
function idsOf({ parent, id }: Node): number[] {
  return parent ? [...idsOf(parent), id] : [];
}
