import { TrainError } from '../engine';

/** `requestAdapter` can hang when a driver does. It has this long, in milliseconds. */
const ADAPTER_TIMEOUT_MS = 10_000;

/**
 * A device for an engine, with WebGPU's default limits, which every adapter grants: no buffer of ours passes
 * 128 MiB and no kernel reads more than eight.
 *
 * @throws TrainError 'no-webgpu' when there is no adapter, or none answers in time.
 */
export async function openDevice(gpu: GPU | undefined): Promise<GPUDevice> {
  if (!gpu) throw new TrainError('no-webgpu', { problem: 'not-offered' });
  const adapter = await inTime(requestAdapter(gpu));
  if (!adapter) throw new TrainError('no-webgpu', { problem: 'not-found' });
  try {
    return await inTime(adapter.requestDevice({ label: 'training' }));
  } catch (cause) {
    if (cause instanceof TrainError) throw cause;
    throw new TrainError('no-webgpu', { problem: 'not-started' }, { cause });
  }
}

/**
 * The adapter to train on: where there is none for all of WebGPU, one for its compatibility mode, which drivers of
 * OpenGL ES 3.1 and Direct3D 11 have. The kernels stay within its limits: 128 invocations and 16 KB in a workgroup.
 */
export async function requestAdapter(gpu: GPU): Promise<GPUAdapter | null> {
  const powerPreference = 'high-performance';
  return (
    (await gpu.requestAdapter({ powerPreference })) ??
    (await gpu.requestAdapter({ powerPreference, featureLevel: 'compatibility' }))
  );
}

/** The adapter's name, for people; `webgpu` if it has none. */
export function deviceName({ adapterInfo }: GPUDevice): string {
  const { description, vendor, architecture, device } = adapterInfo;
  return description || [vendor, architecture, device].filter(Boolean).join(' ') || 'webgpu';
}

/**
 * Watches a device: WebGPU reports lost devices and most errors only afterwards and elsewhere, and work that
 * was waited for may then never end.
 */
export class DeviceWatch {
  private failure: Error | undefined;
  private readonly lost: Promise<never>;

  constructor(private readonly device: GPUDevice) {
    this.lost = device.lost.then(({ message }) => {
      throw this.fail(new TrainError('device-lost', {}, { cause: new Error(message) }));
    });
    this.lost.catch(() => {});
    device.addEventListener('uncapturederror', this.onError);
  }

  /** Ends the watch; the device may go on to serve others. */
  release(): void {
    this.device.removeEventListener('uncapturederror', this.onError);
  }

  /** Throws what has gone wrong with the device so far. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** The result of `work`, unless the device fails first. */
  async guard<T>(work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, this.lost]);
    } catch (error) {
      // A pending map is rejected just before the loss itself is reported.
      await Promise.race([this.lost, Promise.resolve()]).catch(() => {});
      throw this.failure ?? error;
    } finally {
      this.check();
    }
  }

  /** The result of `make`, with every error of the device in it thrown as a TrainError. */
  async scope<T>(make: () => Promise<T>): Promise<T> {
    const filters = ['validation', 'out-of-memory', 'internal'] as const;
    for (const filter of filters) this.device.pushErrorScope(filter);
    const outcome = await this.guard(make()).then(
      (value) => ({ value }),
      (error: Error) => ({ error }),
    );
    const errors = await Promise.all(filters.map(() => this.guard(this.device.popErrorScope())));
    const error = errors.find((e) => e !== null);
    if (error) throw trainError(error);
    if ('error' in outcome) throw trainError(outcome.error);
    return outcome.value;
  }

  private readonly onError = ({ error }: GPUUncapturedErrorEvent): void => {
    this.fail(trainError(error));
  };

  private fail(error: Error): Error {
    return (this.failure ??= error);
  }
}

/** What an error of WebGPU means, as a TrainError; other errors as they are. */
function trainError(error: GPUError | Error): Error {
  if (error instanceof Error && !(error instanceof GPUPipelineError)) return error;
  const cause = new Error(error.message);
  return error instanceof GPUOutOfMemoryError
    ? new TrainError('out-of-memory', { engine: 'webgpu' }, { cause })
    : new TrainError('shader', {}, { cause });
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TrainError('no-webgpu', { problem: 'silent' })), ADAPTER_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
