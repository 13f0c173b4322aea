import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { ANY_FACTS } from './store-script.ts';

/** A disk of its own for a browser's profile, to be filled: a piece of the memory, until it is unmounted. */
export class SmallDisk {
  readonly profile: string;

  private constructor(private readonly folder: string) {
    this.profile = join(folder, 'profile');
  }

  /** Mounts one of so many megabytes; skips the test where nothing may be mounted. */
  static mount(megabytes: number): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'swantham-disk-'));
    try {
      const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`];
      execFileSync('mount', [...options, 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      rmdirSync(folder);
      test.skip(true, 'needs the right to mount a small disk, as root has it');
    }
    return new SmallDisk(folder);
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmdirSync(this.folder);
  }

  /** Fills it but for `rest` bytes, and with `holds` keeps it so, whatever the browser frees; returns how to free it. */
  fill(rest: number, holds: boolean): () => void {
    const ballast = join(this.folder, 'ballast');
    const chunk = Buffer.alloc(1 << 20);
    const file = openSync(ballast, 'w');
    try {
      for (let left = this.#free() - rest; left > 0; left -= chunk.length)
        writeSync(file, chunk, 0, Math.min(left, chunk.length));
    } catch {
      // full to the last byte
    } finally {
      closeSync(file);
    }
    const hold = () => {
      try {
        const more = this.#free() - rest;
        if (more > 0) appendFileSync(ballast, Buffer.alloc(more));
      } catch {
        // full again
      }
    };
    const holding = holds ? setInterval(hold, 2) : undefined;
    return () => {
      clearInterval(holding);
      rmSync(ballast);
    };
  }

  #free(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }
}

/** At most so many bytes are left free. */
const LARGEST_REST = 2_000_000;

/** How full a disk is at a start: every second one stays so, every fourth at nothing; on the others there is some way out. */
export function fullness(start: number): { rest: number; holds: boolean } {
  const rest = start % 4 === 0 ? 0 : Math.round(LARGEST_REST ** Math.random());
  return { rest, holds: start % 2 === 0 };
}

export const TEXT = 'It rained in the bus today. മഴ. ';
export const MODELS = 5;

/** Keeps a text and small models in the first profile; returns the hashes of their weights. A page evaluates it. */
export async function keepSome([text, facts, models]: [string, typeof ANY_FACTS, number]): Promise<string[]> {
  const store = swanthamStore.openStore();
  const [{ id: profile }] = await store.profiles.list();
  const { adapters, texts } = store.open({ profile });
  // Where the Make screen has the text that is typed.
  await texts.put({ id: profile, name: 'My text', text });
  const hashes: string[] = [];
  for (let round = 0; round < models; round++) {
    const bytes = crypto.getRandomValues(new Uint8Array(9216));
    const record = await adapters.save(
      { ...facts, name: `No. ${round}` },
      { method: 'norm', bytes },
      Int32Array.from({ length: 8000 }, (_, i) => i),
    );
    hashes.push(record.sha256);
  }
  return hashes;
}

/** Everything that is kept, read and checked, and what had to come back. A page evaluates it. */
export async function readAll() {
  const store = swanthamStore.openStore();
  const [{ id: profile }, ...others] = await store.profiles.list();
  const { adapters, texts } = store.open({ profile });
  const hashes: string[] = [];
  for (const { id, sha256 } of await adapters.list()) {
    const { memory } = await adapters.model(id);
    if (memory?.length === 8000) hashes.push(sha256);
  }
  const found = {
    hashes: hashes.sort(),
    texts: (await texts.list()).map(({ text }) => text),
    profiles: others.length + 1,
  };
  return { ...found, restored: await store.restored() };
}
