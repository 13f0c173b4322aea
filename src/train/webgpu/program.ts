import type { GpuBuffers, View } from './buffers';
import { Kernels } from './kernels';
import type { Core, ShaderName } from './shaders';

/** What changes from step to step. Every size and scalar that a kernel reads follows from it. */
export interface Step {
  rows: number;
  /** Tokens in a row. */
  length: number;
  /** rows * length */
  tokens: number;
  /** Tokens that have a target. */
  predicted: number;
  /** Different token ids. */
  distinct: number;
  /** Where the summed loss goes. */
  slot: number;
  /** Learning rate, and the number of this AdamW step from 1 on. */
  lr: number;
  count: number;
}

export type Workgroups = readonly [x: number, y: number, z: number];

/** One dispatch of one kernel, bound to its buffers. */
export interface Operation {
  shader: ShaderName;
  entryPoint: string;
  /** The shader's `override` constants. */
  constants?: Readonly<Record<string, number>>;
  /** Bindings from 1 on: first what the kernel only reads, then what it writes. Binding 0 is the sizes. */
  reads: readonly View[];
  writes: readonly View[];
  /** The shader's `Sizes`, as 32-bit words. */
  sizes(step: Step): readonly number[];
  /** No workgroups in a direction: nothing is dispatched. */
  workgroups(step: Step): Workgroups;
}

/** The bits of `value` as a float32, for `Operation.sizes`. */
export function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0];
}

/** WebGPU's limit on workgroups in one direction, on every adapter. */
const MAX_WORKGROUPS = 65535;

/** `count` workgroups in two directions; kernels find theirs as `y * num_workgroups.x + x`. */
export function spread(count: number): Workgroups {
  const x = Math.min(count, MAX_WORKGROUPS);
  return [x, x === 0 ? 0 : Math.ceil(count / x), 1];
}

/** Workgroups of 64 for `invocations`, one number or vec4f each. */
export function elementwise(invocations: number): Workgroups {
  return spread(Math.ceil(invocations / 64));
}

/** Sizes of one operation take one slot of the uniform buffer (`minUniformBufferOffsetAlignment`). */
const SLOT_BYTES = 256;

interface Compiled {
  pipeline: GPUComputePipeline;
  bindings: GPUBindGroup;
}

/**
 * Operations made ready to run: pipelines compiled in parallel, bind groups and uniforms made once. A step
 * writes all sizes in one go and then submits operations; nothing is allocated.
 */
export class Program {
  private constructor(
    private readonly device: GPUDevice,
    private readonly operations: readonly Operation[],
    private readonly compiled: ReadonlyMap<Operation, Compiled>,
    private readonly uniforms: View,
    private readonly words: Uint32Array<ArrayBuffer>,
  ) {}

  /** Products are computed by `core`. Rejects with the browser's own error when a shader does not compile. */
  static async compile(buffers: GpuBuffers, operations: readonly Operation[], core: Core): Promise<Program> {
    const { device } = buffers;
    const kernels = Kernels.of(device);
    const ready = await Promise.all(operations.map((operation) => kernels.get(operation, core)));

    const uniforms = buffers.uniforms('sizes', (operations.length * SLOT_BYTES) / 4);
    const compiled = new Map<Operation, Compiled>();
    operations.forEach((operation, i) => {
      const sizes = { ...uniforms, offset: i * SLOT_BYTES, size: SLOT_BYTES / 4 };
      const { pipeline, layout } = ready[i];
      const entries = [sizes, ...operation.reads, ...operation.writes].map((view, binding) => ({
        binding,
        resource: { ...view, size: view.size * 4 },
      }));
      compiled.set(operation, { pipeline, bindings: device.createBindGroup({ layout, entries }) });
    });
    return new Program(device, operations, compiled, uniforms, new Uint32Array(uniforms.size));
  }

  /** Sets the sizes for the operations submitted from now on. */
  begin(step: Step): void {
    this.operations.forEach((operation, i) => {
      this.words.set(operation.sizes(step), (i * SLOT_BYTES) / 4);
    });
    this.device.queue.writeBuffer(this.uniforms.buffer, 0, this.words);
  }

  /** Runs `operations` in order, as one submit. */
  submit(step: Step, operations: Iterable<Operation>): void {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const operation of operations) this.dispatch(pass, step, operation);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  /**
   * Runs `operations` in order and measures each, in milliseconds: by the device's own clock where it was opened with
   * `timestamp-query`, else by waiting for each, which counts the way there and back as well.
   */
  async time(step: Step, operations: readonly Operation[]): Promise<number[]> {
    if (this.device.features.has('timestamp-query')) return this.timestamps(step, operations);
    const times: number[] = [];
    for (const operation of operations) {
      const start = performance.now();
      this.submit(step, [operation]);
      await this.device.queue.onSubmittedWorkDone();
      times.push(performance.now() - start);
    }
    return times;
  }

  private async timestamps(step: Step, operations: readonly Operation[]): Promise<number[]> {
    const { device } = this;
    const count = 2 * operations.length;
    const querySet = device.createQuerySet({ type: 'timestamp', count });
    const size = 8 * count;
    const resolved = device.createBuffer({
      size,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = device.createCommandEncoder();
    operations.forEach((operation, i) => {
      const timestampWrites = {
        querySet,
        beginningOfPassWriteIndex: 2 * i,
        endOfPassWriteIndex: 2 * i + 1,
      };
      const pass = encoder.beginComputePass({ timestampWrites });
      this.dispatch(pass, step, operation);
      pass.end();
    });
    encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const nanoseconds = new BigUint64Array(staging.getMappedRange().slice(0));
    for (const resource of [querySet, resolved, staging]) resource.destroy();
    return operations.map((_, i) => Number(nanoseconds[2 * i + 1] - nanoseconds[2 * i]) / 1e6);
  }

  private dispatch(pass: GPUComputePassEncoder, step: Step, operation: Operation): void {
    const [x, y, z] = operation.workgroups(step);
    if (x * y * z === 0) return;
    const { pipeline, bindings } = this.compiled.get(operation)!;
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    pass.dispatchWorkgroups(x, y, z);
  }
}
