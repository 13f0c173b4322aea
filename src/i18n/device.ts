import type { Strings } from './en';

/** What an engine calls the processor with so many threads, and what older versions of the app called it. */
const PROCESSOR = /^(?:cpu:(\d+)|the processor \((\d+) threads?\))$/;

/**
 * What a run was trained on, for the inside of a sentence. `device` is as an engine gives it: `cpu:2` for the processor
 * with two threads, `webgpu` for a graphics processor without a name, and otherwise the name of a graphics processor.
 */
export function deviceWords(t: Strings, device: string): string {
  const [, threads, oldThreads] = PROCESSOR.exec(device) ?? [];
  const count = threads ?? oldThreads;
  if (count !== undefined) return t.training.device.processor(Number(count));
  return device === 'webgpu' ? t.training.device.graphicsProcessor : device;
}
