import { env, InferenceSession, type OnnxValue, Tensor } from 'onnxruntime-web/wasm';
import type { OnnxModel } from './graph';

/** Where the browser fetches onnxruntime's own files; Node finds them by itself. */
export interface RuntimeFiles {
  wasm: string;
  mjs: string;
}

/** Sets onnxruntime up, before the first session; without it, one thread computes, as in Node. */
export function setUpRuntime(threads: number, files?: RuntimeFiles): void {
  env.wasm.numThreads = threads;
  if (files) env.wasm.wasmPaths = files;
}

/** A graph with its weights, ready to run. */
export interface OnnxSession {
  /** Computes the outputs named in `fetches`. */
  run<Fetch extends string>(
    feeds: Readonly<Record<string, Tensor>>,
    fetches: readonly Fetch[],
  ): Promise<Record<Fetch, Tensor>>;
  /** Frees the session's memory, for other sessions to use: a WebAssembly heap never shrinks. */
  release(): Promise<void>;
}

/**
 * onnxruntime-web keeps one stack and one table of mounted files for all sessions, and awaits while it
 * uses them: what is started side by side must run one after the other. First come, first served, so
 * that two texts written side by side take turns token by token.
 */
let lastTask: Promise<unknown> = Promise.resolve();

function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const result = lastTask.then(task);
  lastTask = result.then(
    () => undefined,
    () => undefined,
  );
  return result;
}

/**
 * Weights get memory of just their size, and not from the arena, which doubles: measured, the evaluator's largest
 * memory is 50 MB less, and it is as fast.
 */
const OWN_PLACE = { use_device_allocator_for_initializers: '1' };

/**
 * Makes a session. `read` gives each weight file of the model as float32, best written into `into`, which has its
 * size and is used again for the next; the session copies what `read` returns. The
 * graph is optimised as far as onnxruntime can, its default: measured, the forward pass with a filled
 * cache then writes 1.5 times as fast as at the levels below. `packs`: whether matrices are laid out anew for
 * the products, once, which takes time and memory now and saves some in each run.
 */
export function createSession(
  model: OnnxModel,
  read: (path: string, into: Float32Array<ArrayBuffer>) => Float32Array<ArrayBuffer>,
  { packs = true }: { packs?: boolean } = {},
): Promise<OnnxSession> {
  env.wasm.numThreads ||= 1;
  return inTurn(async () => {
    // onnxruntime forgets what went wrong while it read.
    let failure: unknown;
    const sizes = model.weights.map(({ shape }) => shape.reduce((product, n) => product * n, 1));
    const scratch = new Float32Array(Math.max(0, ...sizes));
    const remembering = (path: string, size: number) => {
      try {
        const { buffer, byteOffset, byteLength } = read(path, scratch.subarray(0, size));
        return new Uint8Array(buffer, byteOffset, byteLength);
      } catch (error) {
        failure = error;
        throw error;
      }
    };
    const externalData = model.weights.map(({ path }, i) => ({
      path,
      data: readWhenAsked(sizes[i] * Float32Array.BYTES_PER_ELEMENT, () => remembering(path, sizes[i])),
    }));
    const session = await InferenceSession.create(model.bytes, {
      externalData,
      extra: { session: { ...OWN_PLACE, ...(packs ? {} : { disable_prepacking: '1' }) } },
    }).catch((error) => {
      throw failure ?? error;
    });
    return {
      run: (feeds, fetches) => inTurn(() => run(session, feeds, fetches)),
      release: () => inTurn(() => session.release()),
    };
  });
}

/**
 * Bytes that are not there before they are read. onnxruntime-web 1.30 wants all weight files before it
 * makes a session, but then asks each only for its `byteLength` and, when its turn comes, for a
 * `subarray`. So the weights need not be in memory twice: measured, about 100 MB less at the worst moment.
 */
function readWhenAsked(byteLength: number, read: () => Uint8Array): Uint8Array {
  const subarray = (begin: number, end: number): Uint8Array => {
    const bytes = read();
    if (bytes.byteLength !== byteLength)
      throw new RangeError(`a weight has ${bytes.byteLength} bytes, not ${byteLength}`);
    return bytes.subarray(begin, end);
  };
  return Object.defineProperties(new Uint8Array(0), {
    byteLength: { value: byteLength },
    subarray: { value: subarray },
  });
}

async function run<Fetch extends string>(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  fetches: readonly Fetch[],
): Promise<Record<Fetch, Tensor>> {
  const outputs: Record<string, OnnxValue> = await session.run(feeds, fetches);
  return outputs as Record<Fetch, Tensor>;
}

/** A float32 tensor over `values`, which are not copied until the session runs. */
export function float32(values: Float32Array, shape: readonly number[] = [values.length]): Tensor {
  return new Tensor('float32', values, shape);
}

/** An int32 tensor, of one axis unless a shape is given. */
export function int32(values: ArrayLike<number>, shape: readonly number[] = [values.length]): Tensor {
  return new Tensor('int32', values instanceof Int32Array ? values : Int32Array.from(values), shape);
}

/** A bool tensor; each of `values` is 0 or 1. */
export function bools(values: Uint8Array, shape: readonly number[]): Tensor {
  return new Tensor('bool', values, shape);
}

/** A bool scalar. */
export function bool(value: boolean): Tensor {
  return new Tensor('bool', [value], []);
}
