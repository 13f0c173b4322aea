import { TrainError } from '../engine';

/** A stretch of a GPU buffer that holds one tensor of 4-byte numbers, row-major. */
export interface View {
  buffer: GPUBuffer;
  /** Where it starts, in bytes: a multiple of 256, as bindings ask. */
  offset: number;
  /** Number of 4-byte elements. */
  size: number;
}

/** Bindings start at multiples of this many 4-byte numbers (`minStorageBufferOffsetAlignment`, 256 bytes). */
export const ALIGNMENT = 64;

/** `count` rounded up to a multiple of `step`. */
export function roundUp(count: number, step: number): number {
  return Math.ceil(count / step) * step;
}

/** A part of `view`: `size` elements from element `first`, a multiple of `ALIGNMENT`. */
export function part(view: View, first: number, size: number): View {
  return { buffer: view.buffer, offset: view.offset + first * 4, size };
}

/**
 * `view` in `count` equal parts, one after the other. They may start anywhere, since they are copied to and from, not
 * bound.
 */
export function equalParts({ buffer, offset, size }: View, count: number): View[] {
  const each = size / count;
  return Array.from({ length: count }, (_, i) => ({ buffer, offset: offset + i * each * 4, size: each }));
}

/** Gives parts of a buffer their places, one after the other, each where a binding may start. */
export class Layout {
  /** Numbers that are taken so far. */
  size = 0;

  next(size: number): { first: number; size: number } {
    const first = this.size;
    this.size += roundUp(size, ALIGNMENT);
    return { first, size };
  }
}

/** Makes the buffers of one engine and frees them together. New buffers are filled with zeros. */
export class GpuBuffers {
  private made: GPUBuffer[] = [];

  constructor(readonly device: GPUDevice) {}

  /** A buffer for `size` 4-byte numbers that kernels read and write. */
  tensor(label: string, size: number): View {
    return this.buffer(label, size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  }

  /** A buffer for sizes and other small values that kernels read alike in every invocation. */
  uniforms(label: string, size: number): View {
    return this.buffer(label, size, GPUBufferUsage.UNIFORM);
  }

  release(): void {
    for (const buffer of this.made) buffer.destroy();
    this.made = [];
  }

  private buffer(label: string, size: number, usage: GPUBufferUsageFlags): View {
    const bytes = roundUp(Math.max(size, 1), ALIGNMENT) * 4;
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    if (bytes > Math.min(maxBufferSize, maxStorageBufferBindingSize))
      throw new TrainError('out-of-memory', { engine: 'webgpu', part: label, bytes });
    const buffer = this.device.createBuffer({ label, size: bytes, usage: usage | GPUBufferUsage.COPY_DST });
    this.made.push(buffer);
    return { buffer, offset: 0, size };
  }
}

/** Copies tensors to the processor. Reads of one call are copied by one submit, then mapped. */
export async function readBack(
  device: GPUDevice,
  views: readonly View[],
): Promise<Float32Array<ArrayBuffer>[]> {
  const staging = views.map(({ size }) =>
    device.createBuffer({ size: size * 4, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ }),
  );
  const encoder = device.createCommandEncoder();
  views.forEach((view, i) => {
    encoder.copyBufferToBuffer(view.buffer, view.offset, staging[i], 0, view.size * 4);
  });
  device.queue.submit([encoder.finish()]);
  try {
    return await Promise.all(
      staging.map(async (buffer) => {
        await buffer.mapAsync(GPUMapMode.READ);
        return new Float32Array(buffer.getMappedRange().slice(0));
      }),
    );
  } finally {
    for (const buffer of staging) buffer.destroy();
  }
}

/** Copies `values` to the start of `view`. */
export function write(device: GPUDevice, view: View, values: ArrayBufferView<ArrayBuffer>): void {
  device.queue.writeBuffer(view.buffer, view.offset, values);
}
