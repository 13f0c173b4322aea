import type { Operation } from './program';
import { type Core, shaderCode } from './shaders';

/** An entry point of a shader with its constants, compiled. */
export interface Kernel {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

/**
 * The compiled kernels of a device: each is compiled once, those that are asked for together in parallel, and
 * the device's next engine finds them ready.
 */
export class Kernels {
  private static readonly ofDevices = new WeakMap<GPUDevice, Kernels>();

  static of(device: GPUDevice): Kernels {
    let kernels = Kernels.ofDevices.get(device);
    if (!kernels) Kernels.ofDevices.set(device, (kernels = new Kernels(device)));
    return kernels;
  }

  private readonly kernels = new Map<string, Promise<Kernel>>();

  private constructor(private readonly device: GPUDevice) {}

  /**
   * The kernel that `operation` runs, products by `core`. Rejects with the browser's own error when it does not
   * compile.
   */
  get(operation: Operation, core: Core): Promise<Kernel> {
    const { shader, entryPoint, constants } = operation;
    const file = shader === 'product' ? `${shader}-${core}` : shader;
    const label = `${file}.${entryPoint} ${JSON.stringify(constants ?? {})}`;
    let kernel = this.kernels.get(label);
    if (!kernel) this.kernels.set(label, (kernel = this.compile(label, operation, core)));
    return kernel;
  }

  private async compile(label: string, operation: Operation, core: Core): Promise<Kernel> {
    const { device } = this;
    const { shader, entryPoint, constants, reads, writes } = operation;
    const types: GPUBufferBindingType[] = [
      'uniform',
      ...reads.map(() => 'read-only-storage' as const),
      ...writes.map(() => 'storage' as const),
    ];
    const layout = device.createBindGroupLayout({
      label,
      entries: types.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type },
      })),
    });
    const pipeline = await device.createComputePipelineAsync({
      label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: {
        module: device.createShaderModule({ label, code: shaderCode(shader, core) }),
        entryPoint,
        constants,
      },
    });
    return { pipeline, layout };
  }
}
