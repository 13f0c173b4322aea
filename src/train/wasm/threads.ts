import { TrainError } from '../engine';
import type { Address } from './layout';
import { execute, instantiate, type KernelExports, type Operation } from './program';

/** What a helping thread is told. */
export type ThreadCommand =
  | {
      type: 'enter';
      module: WebAssembly.Module;
      memory: WebAssembly.Memory;
      shared: Address;
      scratch: Address;
      threads: number;
      patience: number;
    }
  /** A program to keep under a number. */
  | { type: 'learn'; id: number; program: readonly Operation[] }
  | { type: 'run'; id: number };

/** A worker that helps, as browsers and Node have it: `thread.ts` runs in it, and says once that it has entered. */
export interface Helper {
  postMessage(command: ThreadCommand): void;
  terminate(): void;
  /** Calls back when the helper first answers, or with the reason why it cannot. */
  whenReady(): Promise<void>;
}

/** So long a thread waits for another, in milliseconds: no part of a step takes so much longer on one of them. */
const PATIENCE_MS = 30_000;

/** The threads that run programs together: the caller's own and helpers. */
export class Threads {
  private readonly known = new Map<readonly Operation[], number>();
  /** Whether one of them did not come. */
  private broken = false;

  private constructor(
    private readonly kernels: KernelExports,
    private readonly helpers: readonly Helper[],
  ) {}

  /**
   * Starts `scratch.length` threads, each with its own scratch; all but the first by `spawn`. They wait `patience`
   * milliseconds for each other.
   *
   * @throws TrainError 'hanging' if a helper cannot start
   */
  static async start(
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    shared: Address,
    scratch: readonly Address[],
    spawn: () => Helper,
    patience = PATIENCE_MS,
  ): Promise<Threads> {
    const threads = scratch.length;
    const kernels = instantiate(module, memory);
    kernels.enter(shared, scratch[0], threads, patience);
    const helpers: Helper[] = [];
    try {
      for (const own of scratch.slice(1)) {
        const helper = spawn();
        helpers.push(helper);
        helper.postMessage({ type: 'enter', module, memory, shared, scratch: own, threads, patience });
      }
      await Promise.all(helpers.map((helper) => helper.whenReady()));
    } catch (error) {
      for (const helper of helpers) helper.terminate();
      throw new TrainError('hanging', { problem: 'ended', why: (error as Error).message });
    }
    return new Threads(kernels, helpers);
  }

  /**
   * Runs a program to its end; this thread is busy as long. A program is told to the helpers once, so it must not change.
   *
   * @throws TrainError 'hanging' if a thread was ended from outside, now or in a run before
   */
  run(program: readonly Operation[]): void {
    this.check();
    let id = this.known.get(program);
    if (id === undefined) {
      id = this.known.size;
      this.known.set(program, id);
      for (const helper of this.helpers) helper.postMessage({ type: 'learn', id, program });
    }
    for (const helper of this.helpers) helper.postMessage({ type: 'run', id });
    // It stays so if a kernel throws.
    this.broken = true;
    this.broken = !execute(this.kernels, program);
    this.check();
  }

  /**
   * A program that was cut off leaves numbers behind that are half old and half new.
   *
   * @throws TrainError 'hanging' if that happened
   */
  check(): void {
    if (this.broken) throw new TrainError('hanging', { problem: 'silent' });
  }

  release(): void {
    for (const helper of this.helpers) helper.terminate();
  }
}
