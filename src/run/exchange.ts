import { withoutCache } from '../eval/cache-effect';
import { verdict } from '../eval/verdict';
import { type AdapterWeights, kindOf } from '../model/adapter';
import { BASE_CONFIG, BASE_SHA256 } from '../model/config';
import { MAX_BUNDLE_BYTES, readBundle, writeBundle } from '../model/exchange/bundle';
import type { ClaimedRun } from '../model/exchange/facts';
import { readPeft } from '../model/exchange/from-peft';
import { FileRefused } from '../model/exchange/refused';
import { peftFolder } from '../model/peft';
import type { RunRecord } from '../model/run';
import type { AdapterFacts, AdapterRecord, AdapterStore } from '../store';

/** For a file chooser: one bundle, or the two files of a PEFT folder. */
export const ACCEPTED_FILES = ['.swantham', '.json', '.safetensors'];

/** An adapter that came in a file, checked and not yet kept: it is measured first. */
export interface Incoming {
  facts: Unmeasured<AdapterFacts>;
  weights: AdapterWeights;
}

type Unmeasured<Facts> = Facts extends { origin: 'imported' | 'peft' } ? Omit<Facts, 'probe'> : never;

/** What the files that were chosen hold. */
export interface Opened {
  adapters: Incoming[];
  texts: { name: string; text: string }[];
}

/** Reads and checks files that may come from anyone; rejects with `FileRefused`. */
export async function openFiles(files: readonly File[]): Promise<Opened> {
  // Before a byte is read.
  if (files.some(({ size }) => size > MAX_BUNDLE_BYTES)) throw new FileRefused('too-large');
  const ending = (end: string) => files.filter(({ name }) => name.toLowerCase().endsWith(end));
  const [config] = ending('.json');
  const [tensors] = ending('.safetensors');
  if (files.length === 2 && config && tensors) {
    const folder = {
      'adapter_config.json': await bytesOf(config),
      'adapter_model.safetensors': await bytesOf(tensors),
    };
    const { weights, baseTold } = readPeft(folder, BASE_CONFIG);
    const facts = { name: 'From Python', baseHash: BASE_SHA256, origin: 'peft', baseTold } as const;
    return { adapters: [{ weights, facts }], texts: [] };
  }
  if (files.length !== 1) throw new FileRefused('not-ours');
  const bundle = await readBundle(await bytesOf(files[0]), BASE_CONFIG);
  const adapters = bundle.adapters.map(({ name, createdAt: madeAt, weights, run }): Incoming => {
    const common = { name, baseHash: BASE_SHA256, madeAt };
    // A file of this app always names its base.
    if (!run) return { weights, facts: { ...common, origin: 'peft', baseTold: true } };
    return { weights, facts: { ...common, origin: 'imported', run: recordOf(run, weights) } };
  });
  return { adapters, texts: bundle.texts };
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

/** The verdict is not what the file claims: it follows from its numbers. */
function recordOf(run: ClaimedRun, weights: AdapterWeights): RunRecord {
  return { ...run, ...kindOf(weights, BASE_CONFIG), verdict: verdict(run.personal, run.general) };
}

/** Models as one file; texts go into it only if they are given. */
export async function bundleOf(
  adapters: AdapterStore,
  records: readonly AdapterRecord[],
  texts: { name: string; text: string }[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const size = records.reduce((sum, { bytes }) => sum + bytes, 0);
  // Before the weights are read.
  if (size > MAX_BUNDLE_BYTES) throw new FileRefused('too-much');
  const bundled = await Promise.all(
    records.map(async (record) => ({
      name: record.name,
      createdAt: record.madeAt ?? record.createdAt,
      weights: await adapters.weights(record.id),
      // The neural cache is the student's text: it stays here.
      ...(record.run && { run: withoutCache(record.run) }),
    })),
  );
  return writeBundle({ adapters: bundled, texts }, BASE_CONFIG);
}

/** A model as the files that Python opens: PEFT's two, or all weights of one that was trained whole. */
export function pythonFiles(weights: AdapterWeights): Record<string, Uint8Array<ArrayBuffer>> {
  return weights.method === 'full'
    ? { 'model.safetensors': weights.bytes }
    : peftFolder(weights, BASE_CONFIG);
}

/** A name for a file, on any system, from what a person has called something. */
export function fileName(name: string, ending: string): string {
  const plain = name.replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ');
  // A name that begins with points is hidden, or leads elsewhere; one that is too long is refused.
  const start = [...plain.replace(/^[. ]+/, '')].slice(0, 60).join('').trim();
  return `${start || 'model'}${ending}`;
}

/** Offers a file to the browser, which keeps it where downloads go. */
export function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
