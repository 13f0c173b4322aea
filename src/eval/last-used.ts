/**
 * Keeps a few things that are dear to make and to hold: those that were used last. Askers take turns: a thing is released
 * only when nobody uses it and nobody is about to.
 */
export class LastUsed<Key, Thing extends { release(): Promise<void> }> {
  /** The one used last at the end. */
  private kept: Kept<Key, Thing>[] = [];

  constructor(
    private readonly isSame: (a: Key, b: Key) => boolean,
    /** How many are kept. */
    private readonly most = 1,
  ) {}

  /** Runs `work` with the thing of `key`, which `make` makes if it is not among those that are kept. */
  async use<T>(key: Key, make: () => Promise<Thing>, work: (thing: Thing) => Promise<T>): Promise<T> {
    const known = this.kept.find((one) => this.isSame(one.key, key));
    const one = known ?? this.make(key, make);
    this.kept = [...this.kept.filter((other) => other !== one), one];
    const result = occupy(one, one.thing.then(work));
    if (!known || (await isMade(one))) return result;
    // Whoever asked first has given up, or it will fail again, for this asker.
    return this.use(key, make, work);
  }

  /** Whether a thing that was made is kept still. */
  holds(thing: Thing): boolean {
    return this.kept.some(({ made }) => made === thing);
  }

  /** Runs `work` with a thing that is kept, which is not released meanwhile; it is no later use of it. */
  hold<T>(thing: Thing, work: () => Promise<T>): Promise<T> {
    const one = this.kept.find(({ made }) => made === thing);
    if (!one) throw new Error('Only what is kept can be held.');
    return occupy(one, work());
  }

  /** Releases what is kept, once nobody uses it. */
  async release(): Promise<void> {
    await Promise.all(this.kept.splice(0).map(end));
  }

  private make(key: Key, make: () => Promise<Thing>): Kept<Key, Thing> {
    // First, so that there are never more in memory at once.
    const gone = this.kept.splice(0, this.kept.length + 1 - this.most).map(end);
    const one: Kept<Key, Thing> = { key, thing: Promise.all(gone).then(make), uses: new Set() };
    one.thing.then(
      (made) => {
        one.made = made;
      },
      () => {
        this.kept = this.kept.filter((other) => other !== one);
      },
    );
    return one;
  }
}

interface Kept<Key, Thing> {
  key: Key;
  thing: Promise<Thing>;
  /** The same, once it is there. */
  made?: Thing;
  uses: Set<Promise<unknown>>;
}

/** Counts `use` among the uses of a thing until it ends. */
function occupy<T>({ uses }: Kept<unknown, unknown>, use: Promise<T>): Promise<T> {
  uses.add(use);
  use.finally(() => uses.delete(use)).catch(() => undefined);
  return use;
}

const isMade = ({ thing }: Kept<unknown, unknown>): Promise<boolean> =>
  thing.then(
    () => true,
    () => false,
  );

async function end({ thing, uses }: Kept<unknown, { release(): Promise<void> }>): Promise<void> {
  await Promise.allSettled(uses);
  await thing.then(
    (made) => made.release(),
    () => undefined,
  );
}
