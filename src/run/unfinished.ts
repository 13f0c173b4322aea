import { BASE_SHA256 } from '../model/config';
import type { CheckpointStore, Damaged, UnfinishedRun } from '../store';
import type { Checkpoint } from '../train/loop';
import type { CutRun } from './training';
import { isLocked, type Release, takeLock, whenFree } from './web-lock';

/** A checkpoint is kept when this many seconds have gone by since the last one was. */
const LEAST_SECONDS_APART = 2;
/** And when what it takes to write one is at most this share of the time. */
const WRITING_SHARE = 0.05;
/**
 * And where it is no larger than this: 55 KB after norm-only training and at most 22 MB after LoRA, but not the 450 MB of
 * full fine-tuning, which would be several times in the memory while they are written. Such a run begins again.
 */
const MOST_BYTES = 64e6;

/** Under this name the tab in which a run is alive holds a Web Lock. */
const lockOf = (id: string) => `swantham-training-${id}`;

/** A run that begins. */
export function newRun(
  task: Pick<UnfinishedRun, 'name' | 'tokens' | 'plan' | 'learned' | 'update' | 'members'>,
): UnfinishedRun {
  return { ...task, id: crypto.randomUUID(), baseHash: BASE_SHA256, keptAt: Date.now() };
}

/** A run of this tab, which keeps what is needed to go on with it, so that it outlives the tab. */
export class LastingRun {
  private writing: Promise<void> = Promise.resolve();
  private isWriting = false;
  private hasEnded = false;
  /** Whether something was kept to go on from. */
  private hasKept: boolean;
  /** When the next checkpoint may be kept, by `performance.now`. */
  private due = 0;

  private constructor(
    private readonly store: CheckpointStore,
    readonly run: UnfinishedRun,
    /** What it goes on from, if it was cut off. */
    readonly cut: CutRun | undefined,
    /** Lets go of the run, which then counts as cut off if it has not been forgotten. */
    readonly release: Release,
  ) {
    this.hasKept = cut !== undefined;
  }

  /** A run that begins. Nobody waits for it to be kept: where that fails, it lasts as long as its tab. */
  static async begin(store: CheckpointStore, run: UnfinishedRun): Promise<LastingRun> {
    const release = await takeLock(lockOf(run.id));
    const lasting = new LastingRun(store, run, undefined, release!);
    lasting.writing = beginAnew(store, run).catch(() => {});
    return lasting;
  }

  /**
   * A run that was cut off; nothing if it is alive in another tab, or gone.
   *
   * @throws StoreError if it cannot be read
   */
  static async goOn(store: CheckpointStore, id: string): Promise<LastingRun | undefined> {
    const release = await takeLock(lockOf(id));
    if (!release) return undefined;
    try {
      const found = await store.find(id);
      if (found) {
        const { run, checkpoint } = found;
        const cut = checkpoint && { checkpoint, seconds: run.checkpoint!.seconds };
        return new LastingRun(store, run, cut, release);
      }
    } catch (error) {
      await release();
      throw error;
    }
    await release();
    return undefined;
  }

  /** Keeps a checkpoint, unless it is too soon after the last one: a newer one will come. */
  readonly onCheckpoint = (checkpoint: Checkpoint, seconds: number): void => {
    if (this.hasEnded || this.isWriting || performance.now() < this.due) return;
    if (bytesOf(checkpoint) > MOST_BYTES) return;
    this.isWriting = true;
    this.writing = this.writing.then(() => this.write(checkpoint, seconds));
  };

  /** The run has come to its end: what was kept of it goes. */
  async forget(): Promise<void> {
    this.hasEnded = true;
    await this.writing;
    await this.store.delete(this.run.id).catch(() => {});
    await this.release();
  }

  /** The run has failed. It can go on from what was kept, if anything was; a run that never began is no loss. */
  async fail(): Promise<void> {
    this.hasEnded = true;
    await this.writing;
    await (this.hasKept ? this.release() : this.forget());
  }

  private async write(checkpoint: Checkpoint, seconds: number): Promise<void> {
    const start = performance.now();
    try {
      await this.store.keep(this.run, checkpoint, seconds);
      this.hasKept = true;
    } catch {
      // The run goes on all the same, and the next checkpoint may be luckier.
    }
    const took = performance.now() - start;
    this.due = performance.now() + Math.max(1000 * LEAST_SECONDS_APART, took / WRITING_SHARE);
    this.isWriting = false;
  }
}

/**
 * Keeps a run that begins. Earlier ones that were cut off before their first checkpoint have had their second chance; of a
 * class's model there is one, so whoever begins it anew wants none of its earlier runs.
 */
async function beginAnew(store: CheckpointStore, run: UnfinishedRun): Promise<void> {
  for (const one of await store.list())
    if (isOfClass(one) === isOfClass(run) && (isOfClass(run) || !one.checkpoint))
      if (!(await isLocked(lockOf(one.id)))) await store.delete(one.id);
  await store.begin(run);
}

const isOfClass = ({ members }: UnfinishedRun): boolean => members !== undefined;

/** Forgets the runs that learn from the texts of any of these members of a class. Rejects with a `StoreError`. */
export async function forgetRunsOf(store: CheckpointStore, members: readonly string[]): Promise<void> {
  for (const run of await store.list())
    if (run.members?.some((id) => members.includes(id))) await store.delete(run.id);
}

function bytesOf({ engine }: Checkpoint): number {
  let numbers = 0;
  for (const { length } of engine.values.values()) numbers += 3 * length;
  return numbers * Float32Array.BYTES_PER_ELEMENT;
}

/** Runs that were cut off, and what cannot be opened of them, told anew whenever there are others: see `watchCutRuns`. */
type OnCutRuns = (runs: UnfinishedRun[], damaged: Damaged[]) => void;

/**
 * Tells which of a profile's runs were cut off: they are kept, no tab holds them, and they are of the base that is here.
 * `of` says whether those of the student's own models are meant or those of a class's model. What cannot be opened is told
 * with the student's own. Until `signal` is aborted, one that is alive in a tab is waited for, since it may be cut off yet.
 */
export function watchCutRuns(
  store: CheckpointStore,
  onRuns: OnCutRuns,
  signal: AbortSignal,
  of: 'own' | 'class' = 'own',
): void {
  const awaited = new Set<string>();
  let reading = 0;
  const read = async () => {
    const mine = ++reading;
    const cut: UnfinishedRun[] = [];
    const { items, damaged } = await store.look();
    const lost: Damaged[] = [];
    if (of === 'own') for (const one of damaged) if (!(await isLocked(lockOf(one.id)))) lost.push(one);
    for (const run of items) {
      if (isOfClass(run) !== (of === 'class')) continue;
      const lock = lockOf(run.id);
      if (!(await isLocked(lock))) {
        if (run.baseHash === BASE_SHA256) cut.push(run);
      } else if (!awaited.has(lock)) {
        awaited.add(lock);
        whenFree(lock, signal).then(
          () => {
            awaited.delete(lock);
            readAgain();
          },
          () => {},
        );
      }
    }
    if (mine === reading && !signal.aborted) onRuns(cut, lost);
  };
  // Where nothing can be read, nothing is offered; the screens of what is kept say what is wrong.
  const readAgain = () => void read().catch(() => {});
  const unsubscribe = store.subscribe(readAgain);
  signal.addEventListener('abort', unsubscribe);
  readAgain();
}
