import {
  type AdapterKind,
  type AdapterWeights,
  adapterOf,
  adapterTable,
  adapterTensors,
  isFinite16,
  kindOf,
} from '../adapter';
import { BASE_SHA256, type ModelConfig } from '../config';
import { LORA_RANKS, type LoraTargets } from '../lora';
import {
  readSafetensors,
  SafetensorsError,
  safetensorsHeader,
  type Tensor,
  writeSafetensors,
} from '../safetensors';
import { sha256 } from '../sha256';
import {
  type ClaimedRun,
  Impossible,
  line,
  list,
  moment,
  object,
  oneOf,
  readFacts,
  writeFacts,
  writeLine,
} from './facts';
import { decodeStrictly, FileRefused } from './refused';

/**
 * Models, and texts if their owner wishes, in one file: a safetensors file in which the parts of adapter `i` are named
 * `i/<name>` and text `j` is `text/j`, its UTF-8 bytes. The metadata hold `format`, `version`, the base's sha256 and, in
 * `records`, JSON with what is said about each. There is one way to write the same content, and no other is read.
 */
export interface Bundle {
  adapters: BundledAdapter[];
  texts: BundledText[];
}

export interface BundledText {
  name: string;
  text: string;
  /** Whether models are to learn nothing from it; not known of files of the app's first versions. */
  isUnused?: true;
}

export interface BundledAdapter {
  name: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  weights: AdapterWeights;
  /** Which version of a model it is, from the second on; not known of files of the app's earlier versions. */
  version?: number;
  /** What its owner says about the run that made it, if anything. */
  run?: ClaimedRun;
}

const FORMAT = 'swantham';
const VERSION = '1';
export const MAX_ADAPTERS = 64;
/** A version a day for a lifetime. */
const MAX_VERSION = 99_999;
/** More than a folder that is opened at once. */
export const MAX_TEXTS = 1000;
/** Three models that were trained whole; read at once, with a copy of each. */
export const MAX_BUNDLE_BYTES = 256e6;
/** 64 LoRA adapters of all matrices, with whole curves, have a header of 2.4 MiB. */
export const MAX_BUNDLE_HEADER_BYTES = 4 * 1024 * 1024;

/** Writes a bundle for the base with sha256 `base`; throws `FileRefused` if it is too much for a file. */
export async function writeBundle(
  { adapters, texts }: Bundle,
  config: ModelConfig,
  base = BASE_SHA256,
): Promise<Uint8Array<ArrayBuffer>> {
  const written = adapters.map((adapter) => adapterTensors(adapter.weights, config));
  const records = {
    adapters: await Promise.all(
      adapters.map(async ({ name, createdAt, weights, version, run }): Promise<AdapterRecord> => {
        const hash = await sha256(weights.bytes);
        const kind = kindOf(weights, config);
        return { name, createdAt, kind, sha256: hash, ...(version && { version }), ...(run && { run }) };
      }),
    ),
    texts: texts.map(({ name, isUnused }) => ({ name, ...(isUnused && { isUnused }) })),
  };
  const tensors = [
    ...written.flatMap(prefixed),
    ...texts.map(({ text }, j): [string, Tensor] => [
      textName(j),
      textTensor(new TextEncoder().encode(text)),
    ]),
  ];
  const size = tensors.reduce((sum, [, { bytes }]) => sum + bytes.byteLength, 0);
  if (texts.length > MAX_TEXTS)
    throw new FileRefused('too-many-texts', { have: texts.length, most: MAX_TEXTS });
  const tooMany = adapters.length > MAX_ADAPTERS;
  // The header is small beside the room that is left for it.
  if (tooMany || size + MAX_BUNDLE_HEADER_BYTES > MAX_BUNDLE_BYTES) throw new FileRefused('too-much');
  return writeSafetensors(tensors, metadataOf(records, base));
}

/**
 * Reads a bundle that may come from anyone. Adapters come back exactly as they were kept.
 *
 * @throws FileRefused unless all of it is right, to the last byte
 */
export async function readBundle(file: Uint8Array, config: ModelConfig, base = BASE_SHA256): Promise<Bundle> {
  if (file.byteLength > MAX_BUNDLE_BYTES) throw new FileRefused('too-large');
  const { tensors, metadata } = open(file);
  if (metadata.format !== FORMAT) throw new FileRefused('not-ours');
  if (metadata.version !== VERSION) throw new FileRefused('newer');
  if (metadata.base_sha256 !== base) throw new FileRefused('other-base');
  const records = readRecords(metadata.records);

  const given = [...tensors];
  const expected = [
    ...records.adapters.flatMap(({ kind }, i) =>
      adapterTable(kind, config).map(({ name, shape }) => `${i}/${name} F16 ${shape}`),
    ),
    ...records.texts.map((_, j) => `${textName(j)} U8`),
  ];
  const fits = ([name, { dtype, shape }]: [string, Tensor], i: number) =>
    (dtype === 'U8' ? `${name} U8` : `${name} ${dtype} ${shape}`) === expected[i];
  if (given.length !== expected.length || !given.every(fits)) throw new FileRefused('misfit');
  // Whatever is written twice, in another order, or beside what is read here, makes another header.
  const header = safetensorsHeader(given, metadataOf(records, base));
  if (header.some((byte, i) => byte !== file[i])) throw new FileRefused('damaged');

  let at = 0;
  const next = (count: number) => given.slice(at, (at += count));
  const adapters: BundledAdapter[] = [];
  for (const { kind, sha256: told, ...record } of records.adapters) {
    const table = adapterTable(kind, config);
    const parts = next(table.length).map(([, tensor], i): [string, Tensor] => [table[i].name, tensor]);
    if (!parts.every(([, { bytes }]) => isFinite16(bytes))) throw new FileRefused('not-finite');
    const weights = adapterOf(kind.method, parts);
    if ((await sha256(weights.bytes)) !== told) throw new FileRefused('damaged');
    adapters.push({ ...record, weights });
  }
  const texts = records.texts.map((record, j) => ({
    ...record,
    text: decodeStrictly(tensors.get(textName(j))!.bytes),
  }));
  return { adapters, texts };
}

interface AdapterRecord extends Omit<BundledAdapter, 'weights'> {
  kind: AdapterKind;
  sha256: string;
}

interface Records {
  adapters: AdapterRecord[];
  texts: Omit<BundledText, 'text'>[];
}

const textName = (j: number) => `text/${j}`;

function prefixed(tensors: [string, Tensor][], i: number): [string, Tensor][] {
  return tensors.map(([name, tensor]) => [`${i}/${name}`, tensor]);
}

function textTensor(bytes: Uint8Array): Tensor {
  return { dtype: 'U8', shape: [bytes.byteLength], bytes };
}

function open(file: Uint8Array) {
  try {
    return readSafetensors(file, MAX_BUNDLE_HEADER_BYTES);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    const start = new TextDecoder().decode(file.subarray(8, 64));
    throw new FileRefused(start.startsWith(`{"__metadata__":{"format":"${FORMAT}"`) ? 'damaged' : 'not-ours');
  }
}

function metadataOf({ adapters, texts }: Records, base: string): Record<string, string> {
  const records = {
    adapters: adapters.map(({ name, createdAt, kind, sha256, version, run }) => ({
      ...{ name: writeLine(name), createdAt, method: kind.method },
      ...(kind.method === 'lora' && { lora: { rank: kind.lora.rank, targets: kind.lora.targets } }),
      sha256,
      ...(version && { version }),
      ...(run && { run: writeFacts(run) }),
    })),
    texts: texts.map(({ name, isUnused }) => ({ name: writeLine(name), ...(isUnused && { unused: true }) })),
  };
  return { format: FORMAT, version: VERSION, base_sha256: base, records: JSON.stringify(records) };
}

function readRecords(written: string | undefined): Records {
  try {
    const { adapters, texts } = object(JSON.parse(written ?? ''));
    return {
      adapters: list(adapters, MAX_ADAPTERS).map((json) => {
        const { name, createdAt, method, lora, sha256, version, run } = object(json);
        return {
          ...{
            name: line(name),
            createdAt: moment(createdAt),
            kind: readKind(method, lora),
            sha256: line(sha256),
          },
          ...(version !== undefined && { version: readVersion(version) }),
          ...(run !== undefined && { run: readFacts(run) }),
        };
      }),
      texts: list(texts, MAX_TEXTS).map((json) => {
        const { name, unused } = object(json);
        if (unused !== undefined && unused !== true) throw new Impossible();
        return { name: line(name), ...(unused && { isUnused: unused }) };
      }),
    };
  } catch (error) {
    if (error instanceof Impossible || error instanceof SyntaxError) throw new FileRefused('damaged');
    throw error;
  }
}

/** A first version says nothing about it. */
function readVersion(told: unknown): number {
  if (!Number.isInteger(told) || (told as number) < 2 || (told as number) > MAX_VERSION)
    throw new Impossible();
  return told as number;
}

function readKind(told: unknown, lora: unknown): AdapterKind {
  const method = oneOf(told, 'norm', 'lora', 'full');
  if (method !== 'lora') return { method };
  const { rank, targets } = object(lora);
  return {
    method,
    lora: { rank: oneOf(rank, ...LORA_RANKS), targets: oneOf<LoraTargets>(targets, 'attention', 'all') },
  };
}
