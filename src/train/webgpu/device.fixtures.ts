import { create, globals } from 'webgpu';
import { ALIGNMENT, GpuBuffers, readBack, type View } from './buffers';
import { openDevice } from './device';
import { type Operation, Program, type Step } from './program';
import type { Core } from './shaders';

Object.assign(globalThis, globals);

/**
 * WebGPU under Node, for the tests: Dawn, on whatever Vulkan driver the machine has (a software one where
 * there is no other, see vite.config.ts). Dawn crashes when this object is collected before its devices are,
 * so it stays.
 */
export const NODE_GPU: GPU = create([]);

export function nodeDevice(): Promise<GPUDevice> {
  return openDevice(NODE_GPU);
}

/** What lies behind every tensor of a test, within reach of the kernel: a store past the end is seen. */
const CANARY = 12345;

/** Runs operations on arrays. */
export class KernelTest {
  private constructor(
    private readonly buffers: GpuBuffers,
    private readonly core: Core,
  ) {}

  static async open(core: Core = 'registers'): Promise<KernelTest> {
    return new KernelTest(new GpuBuffers(await nodeDevice()), core);
  }

  close(): void {
    this.buffers.release();
    this.buffers.device.destroy();
  }

  /** A tensor with these values; integers stay integers. */
  tensor(values: ArrayLike<number>): View {
    const integers = values instanceof Uint32Array || values instanceof Int32Array;
    const view = this.buffers.tensor('test', values.length + ALIGNMENT);
    const all = integers ? new Int32Array(view.size) : new Float32Array(view.size);
    all.fill(CANARY).set(values);
    this.buffers.device.queue.writeBuffer(view.buffer, 0, all);
    return view;
  }

  /** A tensor to be assigned: not a number until then. */
  empty(size: number): View {
    return this.tensor(new Float32Array(size).fill(Number.NaN));
  }

  async run(step: Partial<Step>, ...operations: Operation[]): Promise<void> {
    const { device } = this.buffers;
    device.pushErrorScope('validation');
    const program = await Program.compile(this.buffers, operations, this.core);
    const rows = step.rows ?? 1;
    const length = step.length ?? 1;
    const all = {
      rows,
      length,
      tokens: rows * length,
      predicted: 1,
      distinct: 0,
      slot: 0,
      lr: 0,
      count: 1,
      ...step,
    };
    program.begin(all);
    program.submit(all, operations);
    const error = await device.popErrorScope();
    if (error) throw new Error(error.message);
  }

  /** The values of a tensor, after a look at what lies behind them. */
  async floats(view: View): Promise<Float32Array> {
    const all = await this.read(view);
    if (!all.subarray(-ALIGNMENT).every((value) => value === CANARY))
      throw new Error('a kernel stored past the end of its tensor');
    return all.subarray(0, -ALIGNMENT);
  }

  async integers(view: View): Promise<number[]> {
    const all = new Uint32Array((await this.read(view)).buffer);
    if (!all.subarray(-ALIGNMENT).every((value) => value === CANARY))
      throw new Error('a kernel stored past the end of its tensor');
    return [...all.subarray(0, -ALIGNMENT)];
  }

  private async read(view: View): Promise<Float32Array> {
    const [values] = await readBack(this.buffers.device, [view]);
    return values;
  }
}
