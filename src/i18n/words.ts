import { type ErrorDetails, UserError } from '../model/user-error';
import type { FirstStrings } from './en';

/** The sentence of one reason, or how to make it from the details of an error. */
export type ErrorSentence = string | ((details: ErrorDetails) => string);

/** Any error as one sentence for a person: the one place that does this. */
export function errorWords(t: FirstStrings, error: unknown): string {
  if (error instanceof UserError) {
    const domain = (t.errors.byDomain as Record<string, Record<string, ErrorSentence>>)[error.domain];
    const sentence = domain?.[error.reason];
    if (sentence !== undefined) return typeof sentence === 'string' ? sentence : sentence(error.details);
  }
  return t.errors.unknown(error instanceof Error ? error.message : String(error));
}

/** What a model is called beside others: its later versions are told apart from the first. */
export function modelWords(
  t: FirstStrings,
  { name, version }: { name: string; version: { number: number } },
): string {
  return version.number > 1 ? t.versions.named(name, version.number) : name;
}

/** What an engine calls the processor with its number of threads, and what older versions of the app called it. */
const PROCESSOR = /^(?:cpu:(\d+)|the processor \((\d+) threads?\))$/;

/**
 * What a run was trained on, for the inside of a sentence. `device` is as an engine gives it: `cpu:2` for the processor
 * with two threads, `webgpu` for a graphics processor without a name, and otherwise the name of a graphics processor.
 */
export function deviceWords(t: FirstStrings, device: string): string {
  const [, threads, oldThreads] = PROCESSOR.exec(device) ?? [];
  const count = threads ?? oldThreads;
  if (count !== undefined) return t.training.device.processor(Number(count));
  return device === 'webgpu' ? t.training.device.graphicsProcessor : device;
}
