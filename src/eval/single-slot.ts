/**
 * Keeps one thing that is dear to make and to hold, until another one is asked for. Askers take turns: a thing is released
 * only when nobody uses it and nobody is about to.
 */
export class SingleSlot<Key, Thing extends { release(): Promise<void> }> {
  private held?: { key: Key; thing: Thing; uses: Set<Promise<unknown>> };
  private lastOpening: Promise<unknown> = Promise.resolve();

  constructor(private readonly isSame: (a: Key, b: Key) => boolean) {}

  /** Runs `work` with the thing of `key`, which `make` makes if it is not the one that is kept. */
  async use<T>(key: Key, make: () => Promise<Thing>, work: (thing: Thing) => Promise<T>): Promise<T> {
    const opening = this.lastOpening.then(async () => {
      const { thing, uses } = await this.open(key, make);
      const result = work(thing);
      uses.add(result);
      result.finally(() => uses.delete(result)).catch(() => undefined);
      return { result };
    });
    this.lastOpening = opening.catch(() => undefined);
    return (await opening).result;
  }

  /** Releases what is kept, once nobody uses it. */
  async release(): Promise<void> {
    if (!this.held) return;
    const { thing, uses } = this.held;
    await Promise.allSettled(uses);
    this.held = undefined;
    await thing.release();
  }

  private async open(key: Key, make: () => Promise<Thing>) {
    if (!this.held || !this.isSame(this.held.key, key)) {
      // First, so that two are never in memory at once.
      await this.release();
      this.held = { key, thing: await make(), uses: new Set() };
    }
    return this.held;
  }
}
