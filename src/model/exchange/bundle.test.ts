import { describe, expect, test } from 'vitest';
import { type AdapterKind, type AdapterWeights, adapterTensors } from '../adapter';
import { BASE_CONFIG } from '../config';
import { float32ToFloat16 } from '../float16';
import { TINY_CONFIG } from '../model.fixtures';
import type { CurvePoint } from '../run';
import { readSafetensors, type Tensor, writeSafetensors } from '../safetensors';
import {
  type Bundle,
  MAX_ADAPTERS,
  MAX_BUNDLE_HEADER_BYTES,
  MAX_TEXTS,
  readBundle,
  writeBundle,
} from './bundle';
import { RUN, someAdapter } from './exchange.fixtures';
import { type ClaimedRun, LONGEST_NAME, MAX_CURVE_POINTS } from './facts';
import { FileRefused, type Refusal } from './refused';

const BASE = 'ab'.repeat(32);
const KINDS: AdapterKind[] = [
  { method: 'norm' },
  { method: 'lora', lora: { rank: 4, targets: 'attention' } },
  { method: 'lora', lora: { rank: 12, targets: 'all' } },
  { method: 'full' },
];
const bundled = (weights: AdapterWeights, name = 'My diary', run: ClaimedRun | undefined = RUN) => ({
  ...{ name, createdAt: 1.7e12, weights },
  ...(run && { run }),
});
const norm = (seed?: number) => someAdapter({ method: 'norm' }, TINY_CONFIG, seed);
const write = (bundle: Bundle) => writeBundle(bundle, TINY_CONFIG, BASE);
const read = (file: Uint8Array) => readBundle(file, TINY_CONFIG, BASE);
const refused = async (file: Uint8Array, reason: Refusal, what?: string) => {
  const error = await read(file).catch((caught: unknown) => caught);
  expect(error, what).toBeInstanceOf(FileRefused);
  expect(error, what).toMatchObject({ domain: 'exchange', reason });
};

describe('a bundle', () => {
  test('gives back adapters of every kind and texts, to the last byte', async () => {
    const bundle: Bundle = {
      adapters: [
        ...KINDS.map((kind, i) => bundled(someAdapter(kind, TINY_CONFIG, i), `No. ${i}`)),
        bundled(norm(9), 'എന്റെ ഡയറി', undefined),
        { ...bundled(norm(10)), version: 12 },
      ],
      texts: [
        { name: 'diary.txt', text: '\uFEFFഇന്ന് മഴ.\r\n🐘' },
        { name: 'empty', text: '' },
        { name: 'from a friend', text: 'Hi.', isUnused: true },
      ],
    };
    const file = await write(bundle);
    expect(await read(file)).toEqual(bundle);
    expect(await write(await read(file))).toEqual(file);
  });

  test('is a safetensors file like any other', async () => {
    const { tensors, metadata } = readSafetensors(
      await write({ adapters: [bundled(norm())], texts: [{ name: 'a', text: 'hi' }] }),
    );
    expect(metadata).toMatchObject({ format: 'swantham', version: '1', base_sha256: BASE });
    expect([...tensors.keys()].slice(0, 2)).toEqual([
      '0/model.layers.0.input_layernorm.weight',
      '0/model.layers.0.post_attention_layernorm.weight',
    ]);
    expect(tensors.get('text/0')).toMatchObject({ dtype: 'U8', shape: [2] });
  });

  test('holds no word of a text that is not asked for', async () => {
    const file = await write({ adapters: [bundled(norm())], texts: [] });
    expect([...readSafetensors(file).tensors.keys()].some((name) => name.startsWith('text/'))).toBe(false);
    const { records } = readSafetensors(file).metadata;
    expect(Object.keys(JSON.parse(records).adapters[0])).toEqual([
      'name',
      'createdAt',
      'method',
      'sha256',
      'run',
    ]);
  });

  test('makes what is told fit to be told: one line, finite, a curve that is not too long', async () => {
    const curve = Array.from(
      { length: 5001 },
      (_, k): CurvePoint => [k, k === 0 ? null : 1 / 3, k % 1000 === 0 ? 40 - k / 1000 : null],
    );
    const run = { ...RUN, curve, personal: { before: 40, after: Number.POSITIVE_INFINITY } };
    const name = `two\nlines \u202Eback ${'x'.repeat(200)}`;
    const [told] = (await read(await write({ adapters: [bundled(norm(), name, run)], texts: [] }))).adapters;
    expect(told.name).toMatch(/^two lines {2}back x+$/);
    expect(told.name).toHaveLength(LONGEST_NAME);
    expect(told.run!.personal).toEqual({ before: 40, after: 1e15 });
    expect(told.run!.curve).toHaveLength(MAX_CURVE_POINTS);
    expect(told.run!.curve.filter(([, , perplexity]) => perplexity !== null)).toEqual(
      curve.filter(([, , perplexity]) => perplexity !== null).map(([k, loss, p]) => [k, loss && 0.333333, p]),
    );
  });

  test('has room for the longest header there can be, and for no more adapters', async () => {
    const weights = someAdapter({ method: 'lora', lora: { rank: 4, targets: 'all' } }, BASE_CONFIG);
    const curve = Array.from(
      { length: MAX_CURVE_POINTS },
      (_, k): CurvePoint => [...[990_000 + k, 3.12345e-7, 1.23456e11]] as CurvePoint,
    );
    const adapters = Array.from({ length: MAX_ADAPTERS }, () =>
      bundled(weights, 'അ'.repeat(100), { ...RUN, curve }),
    );
    const file = await writeBundle({ adapters, texts: [] }, BASE_CONFIG, BASE);
    const header = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(header).toBeLessThan(0.75 * MAX_BUNDLE_HEADER_BYTES);
    expect((await readBundle(file, BASE_CONFIG, BASE)).adapters).toHaveLength(MAX_ADAPTERS);
    await expect(
      writeBundle({ adapters: [...adapters, adapters[0]], texts: [] }, BASE_CONFIG, BASE),
    ).rejects.toMatchObject({ reason: 'too-much' });
  });

  test('holds the texts of whole folders, and says how many it can hold', async () => {
    const texts = Array.from({ length: MAX_TEXTS + 1 }, (_, i) => ({
      name: `day-${i}.txt`,
      text: `Day ${i}.`,
    }));
    const file = await writeBundle({ adapters: [], texts: texts.slice(1) }, BASE_CONFIG, BASE);
    expect((await readBundle(file, BASE_CONFIG, BASE)).texts).toEqual(texts.slice(1));
    await expect(writeBundle({ adapters: [], texts }, BASE_CONFIG, BASE)).rejects.toMatchObject({
      reason: 'too-many-texts',
      details: { have: MAX_TEXTS + 1, most: MAX_TEXTS },
    });
  });
});

/** What a bundle says about an adapter, to be said wrongly. */
interface Told extends Record<string, unknown> {
  run: Record<'tokens' | 'personal' | 'general' | 'seconds', Record<string, unknown>> & {
    curve: unknown[][];
    uncertainty: Record<'personal' | 'general', Record<string, unknown>>;
    madeOf: Record<'other' | 'rest', Record<string, unknown>> & Record<string, unknown>;
  } & Record<string, unknown>;
}

describe('a bundle is refused', () => {
  /** A bundle of one norm-only adapter, its parts and metadata changed by `change`. */
  const changed = async (
    change: (parts: { tensors: Map<string, Tensor>; metadata: Record<string, string> }) => void,
  ) => {
    const parts = readSafetensors(await write({ adapters: [bundled(norm())], texts: [] }));
    change(parts);
    return writeSafetensors(parts.tensors, parts.metadata);
  };
  const told = (change: (adapter: Told) => void) =>
    changed(({ metadata }) => {
      const records = JSON.parse(metadata.records);
      change(records.adapters[0]);
      metadata.records = JSON.stringify(records);
    });
  const first = '0/model.layers.0.input_layernorm.weight';

  test.each<[string, Refusal, Parameters<typeof changed>[0]]>([
    ['another format', 'not-ours', ({ metadata }) => void (metadata.format = 'pt')],
    ['a later version', 'newer', ({ metadata }) => void (metadata.version = '2')],
    ['another base', 'other-base', ({ metadata }) => void (metadata.base_sha256 = 'cd'.repeat(32))],
    ['no base', 'other-base', ({ metadata }) => void delete metadata.base_sha256],
    ['no records', 'damaged', ({ metadata }) => void delete metadata.records],
    ['records that are no JSON', 'damaged', ({ metadata }) => void (metadata.records = '{')],
    ['records of nobody', 'damaged', ({ metadata }) => void (metadata.records = 'null')],
    ['something beside', 'damaged', ({ metadata }) => void (metadata.more = 'x')],
    ['a part less', 'misfit', ({ tensors }) => void tensors.delete(first)],
    ['a part more', 'misfit', ({ tensors }) => void tensors.set('0/extra', tensors.get(first)!)],
    [
      'another shape',
      'misfit',
      ({ tensors }) => void tensors.set(first, { ...tensors.get(first)!, shape: [2, TINY_CONFIG.width / 2] }),
    ],
    [
      'another type',
      'misfit',
      ({ tensors }) => void tensors.set(first, { ...tensors.get(first)!, dtype: 'BF16' }),
    ],
    [
      'an infinite number',
      'not-finite',
      ({ tensors }) =>
        tensors.get(first)!.bytes.set(float32ToFloat16(Float32Array.of(Number.NEGATIVE_INFINITY))),
    ],
    ['a number that is none', 'not-finite', ({ tensors }) => tensors.get(first)!.bytes.fill(0xff, 4, 6)],
    ['other numbers than it says', 'damaged', ({ tensors }) => void (tensors.get(first)!.bytes[0] ^= 1)],
  ])('that has %s', async (what, reason, change) => refused(await changed(change), reason, what));

  test.each<[string, (adapter: Told) => void]>([
    ['a name of two lines', (adapter) => void (adapter.name = 'a\nb')],
    ['a name that turns the writing round', (adapter) => void (adapter.name = 'a\u202Eb')],
    ['an endless name', (adapter) => void (adapter.name = 'x'.repeat(101))],
    ['no name', (adapter) => void delete adapter.name],
    ['a name that is a number', (adapter) => void (adapter.name = 7)],
    ['a day that never comes', (adapter) => void (adapter.createdAt = 1e16)],
    ['an unknown method', (adapter) => void (adapter.method = 'constructor')],
    ['a LoRA without rank', (adapter) => void (adapter.method = 'lora')],
    ['another sha256', (adapter) => void (adapter.sha256 = 'ab'.repeat(32))],
    ['a verdict of its own', (adapter) => void (adapter.run.verdict = 'STRICT')],
    ['negative steps', (adapter) => void (adapter.run.steps = -1)],
    ['half a token', (adapter) => void (adapter.run.tokens.held = 0.5)],
    ['a perplexity that is null', (adapter) => void (adapter.run.personal.after = null)],
    ['a perplexity out of range', (adapter) => void (adapter.run.general.after = 1e16)],
    ['an engine that is none', (adapter) => void (adapter.run.engine = '__proto__')],
    ['half an interval', (adapter) => void delete adapter.run.uncertainty.personal.low],
    ['an interval that ends before it begins', (adapter) => void (adapter.run.uncertainty.personal.low = 2)],
    ['a fall below nothing', (adapter) => void (adapter.run.madeOf.rest.value = -1)],
    [
      'a perplexity that fell by more than all of it',
      (adapter) => void (adapter.run.uncertainty.general.value = -2),
    ],
    ['a training of less than nothing', (adapter) => void (adapter.run.madeOf.trained = -1)],
    ['somebody else without a name', (adapter) => void delete adapter.run.madeOf.other.id],
    ['a first version that says so', (adapter) => void (adapter.version = 1)],
    ['half a version', (adapter) => void (adapter.version = 2.5)],
    ['a curve that goes back', (adapter) => adapter.run.curve.reverse()],
    ['a curve of words', (adapter) => void adapter.run.curve.splice(1, 1, ['1', '3', ''])],
    [
      'an endless curve',
      (adapter) => void (adapter.run.curve = Array.from({ length: 201 }, (_, k) => [k, 1, 1])),
    ],
    ['more digits than are written', (adapter) => void (adapter.run.curve[1][1] = 3.70000001)],
    ['a rate beyond 1', (adapter) => void (adapter.run.lr = 2)],
    ['time that runs back', (adapter) => void (adapter.run.seconds.train = -1)],
  ])('whose record has %s', async (what, change) => refused(await told(change), 'damaged', what));

  test('that is cut short, too large, or something else altogether', async () => {
    const file = await write({ adapters: [bundled(norm())], texts: [] });
    await refused(file.subarray(0, file.length - 1), 'damaged');
    await refused(file.subarray(0, 300), 'damaged');
    await refused(new Uint8Array(0), 'not-ours');
    await refused(new TextEncoder().encode('Dear diary, today it rained and rained.'), 'not-ours');
    await refused(adapterTensors(norm(), TINY_CONFIG)[0][1].bytes, 'not-ours');
    await refused({ byteLength: 300e6 } as Uint8Array, 'too-large');
  });

  test('whose text is no text', async () => {
    const parts = readSafetensors(await write({ adapters: [], texts: [{ name: 'a', text: 'hello' }] }));
    parts.tensors.get('text/0')!.bytes[1] = 0xff;
    await refused(writeSafetensors(parts.tensors, parts.metadata), 'damaged');
  });
});
