/** For tests: runs kernels on arrays, by each module and by one thread or several. */
import { setFlagsFromString } from 'node:v8';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { TINY } from '../engine.fixtures';
import { relativeError } from '../reference';
import { scratchSize } from './activations';
import { nodeHelpers } from './helper.fixtures';
import type { Address } from './layout';
import { compileKernels, type Kernels } from './module';
import type { Rows, Workspace } from './operations/product';
import type { Operation } from './program';
import { Threads } from './threads';

// Node 20 has relaxed SIMD behind a flag, and later ones complain of the flag.
if (compileKernels().panel === 4) setFlagsFromString('--experimental-wasm-relaxed-simd');

const RELAXED = compileKernels();

/** The modules that this Node runs, by name. */
export const MODULES: [name: string, kernels: Kernels][] = [
  ['simd', compileKernels(false)],
  ...(RELAXED.panel === 6 ? [['relaxed', RELAXED] satisfies [string, Kernels]] : []),
];

const PAGES = 32;
const PAGE = 65536;
/** Between two arrays: no kernel's numbers have these bits, and whoever computes with them gets no number. */
const CANARY = 0x7fc0babe;
const MARGIN = 256;

type Values = Float32Array | Int32Array | Int8Array;

/** Arrays in a memory with canaries around each, and kernels that run on them. */
export class KernelTest {
  readonly panel: number;
  private readonly memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true });
  private readonly lengths = new Map<Address, number>();
  /** Where kernels may write, from the lowest address to the highest. */
  private writable: [from: Address, to: Address][] = [];
  private end: Address = PAGE;
  private threads?: Threads;
  /** What lies below the arrays: the module's own constants, and what the threads need. */
  private own!: { end: Address; writable: [Address, Address][] };

  constructor(
    private readonly kernels: Kernels,
    private readonly count: number,
  ) {
    this.panel = kernels.panel;
  }

  /** `scratch` are the words that a thread keeps for itself. */
  async open(scratch: number): Promise<void> {
    this.words(PAGE).fill(CANARY);
    const shared = this.kept(new Int32Array(16));
    const each = Array.from({ length: this.count }, () => this.place(4 * scratch, true));
    const spawn = await nodeHelpers();
    this.threads = await Threads.start(this.kernels.module, this.memory, shared, each, spawn);
    this.own = { end: this.end, writable: this.writable };
  }

  close(): void {
    this.threads?.release();
  }

  /** Forgets all arrays. */
  clear(): void {
    this.end = this.own.end;
    this.writable = [...this.own.writable];
    this.lengths.clear();
    this.words(this.end).fill(CANARY);
  }

  /** An array that kernels only read. */
  given(values: Values): Address {
    return this.put(values, false);
  }

  /** An array with these values that kernels may change. */
  kept(values: Values): Address {
    return this.put(values, true);
  }

  /** An array to be assigned: not a number until then. */
  empty(length: number): Address {
    return this.put(new Float32Array(length).fill(Number.NaN), true);
  }

  /** All of `count` rows as one group. */
  rows(count: number): Rows {
    return { groups: this.given(Int32Array.of(0, count)), count: 1 };
  }

  /** For products whose left operand has `numbers` numbers, whole panels counted. */
  workspace(numbers: number): Workspace {
    return { packed: this.empty(numbers), panel: this.panel, threads: this.count };
  }

  /** Rows rounded up to whole panels. */
  panels(rows: number): number {
    return Math.ceil(rows / this.panel) * this.panel;
  }

  /** Runs kernels and sees that nothing has changed but what they may write. */
  run(...operations: Operation[]): void {
    const before = Buffer.from(this.bytes());
    this.threads!.run(operations);
    const after = this.bytes();
    let from = 0;
    for (const [begin, end] of [...this.writable, [after.length, after.length]]) {
      if (Buffer.compare(before.subarray(from, begin), after.subarray(from, begin)) !== 0)
        throw new Error(`a kernel wrote between ${from} and ${begin}, where nothing of it lies`);
      from = end;
    }
  }

  floats(at: Address): Float32Array {
    return new Float32Array(this.memory.buffer, at, this.lengths.get(at)).slice();
  }

  integers(at: Address): number[] {
    return [...new Int32Array(this.memory.buffer, at, this.lengths.get(at))];
  }

  /** A float64 in an array of two words. */
  double(at: Address): number {
    return new Float64Array(this.memory.buffer, at, 1)[0];
  }

  private put(values: Values, writable: boolean): Address {
    const at = this.place(values.byteLength, writable);
    const { buffer } = this.memory;
    if (values instanceof Float32Array) new Float32Array(buffer, at, values.length).set(values);
    else if (values instanceof Int32Array) new Int32Array(buffer, at, values.length).set(values);
    else new Int8Array(buffer, at, values.length).set(values);
    this.lengths.set(at, values.length);
    return at;
  }

  private place(bytes: number, writable: boolean): Address {
    const at = this.end + MARGIN;
    this.end = Math.ceil((at + bytes) / 64) * 64;
    if (this.end + MARGIN > PAGES * PAGE) throw new RangeError('this test needs more memory');
    if (writable) this.writable.push([at, at + bytes]);
    return at;
  }

  private words(from: Address): Int32Array {
    return new Int32Array(this.memory.buffer, from);
  }

  private bytes(): Buffer {
    return Buffer.from(this.memory.buffer as unknown as ArrayBuffer);
  }
}

/**
 * Declares tests for each module with one thread and with three, each with as much scratch as the engine gives it for
 * a model and a length.
 */
export function withKernels(declare: (on: KernelTest) => void, config = TINY, length = 1): void {
  if (MODULES.length === 1) describe.skip('relaxed, which this Node does not run', () => declare(UNUSED));
  const all = MODULES.flatMap(([name, kernels]) => [1, 3].map((threads) => ({ name, kernels, threads })));
  describe.each(all)('$name, $threads threads:', ({ kernels, threads }) => {
    const on = new KernelTest(kernels, threads);
    beforeAll(() => on.open(scratchSize(config, length, kernels.panel)));
    beforeEach(() => on.clear());
    afterAll(() => on.close());
    declare(on);
  });
}

const UNUSED = new KernelTest(RELAXED, 1);

/** That two arrays are the same up to an error relative to the Euclidean norm of the expected one. */
export function expectClose(
  computed: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(relativeError(computed, expected)).toBeLessThan(tolerance);
}
