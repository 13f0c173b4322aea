import { UserError } from './user-error';

/**
 * The safetensors format: eight bytes of header length (little endian), a JSON header
 * `{name: {dtype, shape, data_offsets}}`, then the tensors' bytes without gaps.
 * Source: https://huggingface.co/docs/safetensors
 */

export type DType = 'F32' | 'F16' | 'BF16' | 'I8' | 'I32' | 'I64' | 'U8' | 'U16' | 'F64';

const BYTES: Record<DType, number> = {
  ...{ F64: 8, I64: 8, F32: 4, I32: 4 },
  ...{ F16: 2, BF16: 2, U16: 2, I8: 1, U8: 1 },
};

/** Headers longer than this are refused before they are parsed: those of one model are under 32 KiB. */
export const MAX_HEADER_BYTES = 64 * 1024;

export interface Tensor {
  dtype: DType;
  shape: readonly number[];
  /** The tensor's own bytes, little endian; a view into the file, not necessarily aligned. */
  bytes: Uint8Array;
}

export interface SafetensorsFile {
  tensors: Map<string, Tensor>;
  metadata: Record<string, string>;
}

/**
 * - `not-safetensors`: it is not a file of this format;
 * - `damaged`: it is one, and breaks the rules of the format;
 * - `other-type`: it has numbers of a type that is not read here, which is the problem;
 * - `other-model`: it is sound, and holds the weights of another model;
 * - `not-a-reference`: it is sound, and is no reference set.
 */
export type SafetensorsFailure =
  | 'not-safetensors'
  | 'damaged'
  | 'other-type'
  | 'other-model'
  | 'not-a-reference';

/** The file is not what it should be; `problem` says what exactly is wrong with it, for a developer. */
export class SafetensorsError extends UserError<'safetensors', SafetensorsFailure> {
  constructor(reason: SafetensorsFailure, problem: string) {
    super('safetensors', reason, { problem });
  }
}

/**
 * Reads a whole safetensors file, whose header may have `maxHeaderBytes`; throws `SafetensorsError` unless header and
 * offsets are exactly right.
 */
export function readSafetensors(file: Uint8Array, maxHeaderBytes = MAX_HEADER_BYTES): SafetensorsFile {
  if (file.byteLength < 8) throw new SafetensorsError('not-safetensors', 'shorter than its own length');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > maxHeaderBytes || headerBytes > file.byteLength - 8)
    throw new SafetensorsError('not-safetensors', 'its header is too long');
  // A plain Uint8Array even where `file` is Node's Buffer, whose `slice` would not copy.
  const data = new Uint8Array(file.buffer, file.byteOffset, file.byteLength).subarray(8 + headerBytes);
  const header = parseHeader(file.subarray(8, 8 + headerBytes));
  const metadata = checkMetadata(header.__metadata__ ?? {});
  const tensors = new Map<string, Tensor>();
  const spans: [number, number][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const tensor = entry as { dtype: DType; shape: number[]; data_offsets: [number, number] };
    const [begin, end] = checkEntry(name, tensor, data.byteLength);
    spans.push([begin, end]);
    tensors.set(name, { dtype: tensor.dtype, shape: tensor.shape, bytes: data.subarray(begin, end) });
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let at = 0;
  for (const [begin, end] of spans) {
    if (begin !== at) throw new SafetensorsError('damaged', `a gap or an overlap at byte ${at}`);
    at = end;
  }
  if (at !== data.byteLength) throw new SafetensorsError('damaged', 'cut short, or bytes left over');
  return { tensors, metadata };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return header;
  } catch {
    // answered below, as a header that parses to something else is
  }
  throw new SafetensorsError('not-safetensors', 'its header is no JSON object');
}

function checkMetadata(metadata: unknown): Record<string, string> {
  const sound =
    typeof metadata === 'object' && Object.values(metadata!).every((value) => typeof value === 'string');
  if (!sound) throw new SafetensorsError('damaged', 'its metadata are not all strings');
  return metadata as Record<string, string>;
}

function checkEntry(
  name: string,
  entry: { dtype: DType; shape: number[]; data_offsets: [number, number] },
  limit: number,
): [number, number] {
  const isCount = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0;
  const sound =
    entry !== null &&
    typeof entry === 'object' &&
    typeof entry.dtype === 'string' &&
    Array.isArray(entry.shape) &&
    entry.shape.every(isCount) &&
    Array.isArray(entry.data_offsets) &&
    entry.data_offsets.length === 2 &&
    entry.data_offsets.every(isCount);
  if (!sound) throw new SafetensorsError('damaged', `"${shortened(name)}" has no sound description`);
  // Later versions of the format have more types, some of them of less than a byte.
  if (!Object.hasOwn(BYTES, entry.dtype)) throw new SafetensorsError('other-type', shortened(entry.dtype));
  const [begin, end] = entry.data_offsets;
  const size = entry.shape.reduce((a, b) => a * b, 1) * BYTES[entry.dtype];
  if (end > limit || end - begin !== size)
    throw new SafetensorsError('damaged', `"${shortened(name)}" does not fit its place`);
  return [begin, end];
}

const LONGEST_SHOWN_NAME = 100;

function shortened(name: string): string {
  return name.length > LONGEST_SHOWN_NAME ? `${name.slice(0, LONGEST_SHOWN_NAME)}…` : name;
}

/** Writes tensors in the order given; the header is padded so that the data starts at a multiple of eight. */
export function writeSafetensors(
  tensors: Iterable<[string, Tensor]>,
  metadata: Record<string, string> = { format: 'pt' },
): Uint8Array<ArrayBuffer> {
  const all = [...tensors];
  const header = safetensorsHeader(all, metadata);
  const file = new Uint8Array(all.reduce((sum, [, { bytes }]) => sum + bytes.byteLength, header.byteLength));
  file.set(header);
  let offset = header.byteLength;
  for (const [, { bytes }] of all) {
    file.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return file;
}

/** What `writeSafetensors` writes before the data: the header's length and the header. */
export function safetensorsHeader(
  tensors: Iterable<[string, Tensor]>,
  metadata: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let at = 0;
  for (const [name, { dtype, shape, bytes }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [at, at + bytes.byteLength] };
    at += bytes.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.byteLength / 8) * 8;
  const written = new Uint8Array(8 + headerBytes).fill(0x20);
  new DataView(written.buffer).setBigUint64(0, BigInt(headerBytes), true);
  written.set(json, 8);
  return written;
}
