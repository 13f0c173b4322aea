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

/** The threads that run programs together: the caller's own and helpers. */
export class Threads {
  private readonly known = new Map<readonly Operation[], number>();

  private constructor(
    private readonly kernels: KernelExports,
    private readonly helpers: readonly Helper[],
  ) {}

  /**
   * Starts `scratch.length` threads, each with its own scratch; all but the first by `spawn`.
   *
   * @throws TrainError 'hanging' if a helper cannot start
   */
  static async start(
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    shared: Address,
    scratch: readonly Address[],
    spawn: () => Helper,
  ): Promise<Threads> {
    const threads = scratch.length;
    const kernels = instantiate(module, memory);
    kernels.enter(shared, scratch[0], threads);
    const helpers = scratch.slice(1).map((own) => {
      const helper = spawn();
      helper.postMessage({ type: 'enter', module, memory, shared, scratch: own, threads });
      return helper;
    });
    try {
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
   * @throws TrainError 'hanging' if a thread was ended from outside
   */
  run(program: readonly Operation[]): void {
    let id = this.known.get(program);
    if (id === undefined) {
      id = this.known.size;
      this.known.set(program, id);
      for (const helper of this.helpers) helper.postMessage({ type: 'learn', id, program });
    }
    for (const helper of this.helpers) helper.postMessage({ type: 'run', id });
    if (!execute(this.kernels, program)) throw new TrainError('hanging', { problem: 'silent' });
  }

  release(): void {
    for (const helper of this.helpers) helper.terminate();
  }
}
