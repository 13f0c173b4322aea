/** Web Locks as a browser has them, as far as the app uses them; Node 20 has none. A tab that ends gives its locks back. */
export class FakeLocks {
  private readonly holders = new Map<string, () => void>();
  private readonly waiting = new Map<string, (() => void)[]>();

  async request(
    name: string,
    { ifAvailable, signal }: { ifAvailable?: boolean; mode?: 'shared'; signal?: AbortSignal },
    use: (lock: object | null) => Promise<void> | undefined,
  ): Promise<void> {
    if (this.holders.has(name)) {
      if (ifAvailable) return use(null);
      await new Promise<void>((resolve, reject) => {
        this.waiting.set(name, [...(this.waiting.get(name) ?? []), resolve]);
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    }
    const lost = new Promise<void>((resolve) => this.holders.set(name, resolve));
    await Promise.race([use({}), lost]);
    this.holders.delete(name);
    const next = this.waiting.get(name) ?? [];
    this.waiting.delete(name);
    for (const goOn of next) goOn();
  }

  async query(): Promise<{ held: { name: string }[] }> {
    return { held: [...this.holders.keys()].map((name) => ({ name })) };
  }

  /** What the browser does with the locks of a tab that crashed. */
  loseAll(): void {
    for (const lose of this.holders.values()) lose();
  }
}
