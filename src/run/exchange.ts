import { withoutCache } from '../eval/cache-effect';
import { verdict } from '../eval/verdict';
import { type AdapterWeights, kindOf } from '../model/adapter';
import { BASE_CONFIG, BASE_SHA256 } from '../model/config';
import {
  type BundledText,
  MAX_ADAPTERS,
  MAX_BUNDLE_BYTES,
  readBundle,
  writeBundle,
} from '../model/exchange/bundle';
import { type ClaimedRun, writeLine } from '../model/exchange/facts';
import { readPeft } from '../model/exchange/from-peft';
import { FileRefused, refuseStandIn } from '../model/exchange/refused';
import { FileError, readFile } from '../model/files';
import { peftFolder } from '../model/peft';
import type { RunRecord } from '../model/run';
import type { UserError } from '../model/user-error';
import type { AdapterFacts, AdapterRecord, AdapterStore } from '../store';
import { type FoundModel, findModels } from './found-models';

/** For a file chooser; `.bin` is chosen to hear why it is not taken. */
export const ACCEPTED_FILES = ['.swantham', '.json', '.safetensors', '.bin'];

/** An adapter that came in a file, checked and not yet kept: it is measured first. */
export interface Incoming {
  facts: Unmeasured<AdapterFacts>;
  weights: AdapterWeights;
}

type Unmeasured<Facts> = Facts extends { origin: 'imported' | 'peft' } ? Omit<Facts, 'probe'> : never;

/** What the files that were chosen hold. */
export interface Opened {
  adapters: Incoming[];
  texts: BundledText[];
}

/** Whether it was a file that was wrong, and no fault of the app: then the error has a sentence. */
export const isAboutFiles = (error: unknown): error is UserError =>
  error instanceof FileRefused || error instanceof FileError;

/**
 * Reads and checks files that may come from anyone: all models among them, or none. `unnamed` is what a model is called
 * whose files have no name for it. Rejects with `FileRefused`, or with `FileError` where the browser may not read.
 */
export async function openFiles(files: readonly File[], unnamed: string): Promise<Opened> {
  const found = findModels(files);
  if (found.length > MAX_ADAPTERS)
    throw new FileRefused('too-many', { have: found.length, most: MAX_ADAPTERS });
  const parts = found.flatMap((one) => ('bundle' in one ? [one.bundle] : [one.config, one.weights]));
  // Before a byte is read.
  if (parts.reduce((sum, { size }) => sum + size, 0) > MAX_BUNDLE_BYTES) throw new FileRefused('too-large');
  const opened: Opened = { adapters: [], texts: [] };
  for (const one of found) {
    try {
      const { adapters, texts } =
        'bundle' in one ? await openBundle(one.bundle) : await openPair(one, unnamed);
      opened.adapters.push(...adapters);
      opened.texts.push(...texts);
    } catch (error) {
      const needsName = error instanceof FileRefused && found.length > 1;
      throw needsName ? error.in(one.name) : error;
    }
  }
  return opened;
}

async function openPair(
  { config, weights, folder }: Extract<FoundModel, { config: File }>,
  unnamed: string,
): Promise<Opened> {
  const files = {
    'adapter_config.json': await readFile(config),
    'adapter_model.safetensors': await readFile(weights),
  };
  const { weights: read, baseTold } = readPeft(files, BASE_CONFIG);
  const name = writeLine(folder ?? '') || unnamed;
  const facts = { name, baseHash: BASE_SHA256, origin: 'peft', baseTold } as const;
  return { adapters: [{ weights: read, facts }], texts: [] };
}

async function openBundle(file: File): Promise<Opened> {
  const bytes = await readFile(file);
  refuseStandIn(file.name, bytes);
  const bundle = await readBundle(bytes, BASE_CONFIG);
  const adapters = bundle.adapters.map(({ name, createdAt: madeAt, weights, version, run }): Incoming => {
    const place = version && { version: { line: crypto.randomUUID(), number: version, chosen: 1 } };
    const common = { name, baseHash: BASE_SHA256, madeAt, ...place };
    // A file of this app always names its base.
    if (!run) return { weights, facts: { ...common, origin: 'peft', baseTold: true } };
    return { weights, facts: { ...common, origin: 'imported', run: recordOf(run, weights) } };
  });
  return { adapters, texts: bundle.texts };
}

/** The verdict is not what the file claims: it follows from its numbers. */
function recordOf(run: ClaimedRun, weights: AdapterWeights): RunRecord {
  return { ...run, ...kindOf(weights, BASE_CONFIG), verdict: verdict(run.personal, run.general) };
}

/** Models as one file; texts go into it only if they are given. */
export async function bundleOf(
  adapters: AdapterStore,
  records: readonly AdapterRecord[],
  texts: BundledText[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const size = records.reduce((sum, { bytes }) => sum + bytes, 0);
  // Before the weights are read.
  if (size > MAX_BUNDLE_BYTES) throw new FileRefused('too-much');
  const bundled = await Promise.all(
    records.map(async (record) => ({
      name: record.name,
      createdAt: record.madeAt ?? record.createdAt,
      weights: await adapters.weights(record.id),
      ...(record.version.number > 1 && { version: record.version.number }),
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
