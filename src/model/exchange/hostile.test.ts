import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AdapterWeights, adapterTensors, isFinite16 } from '../adapter';
import { BASE_CONFIG } from '../config';
import { TINY_CONFIG } from '../model.fixtures';
import { type PeftFolder, peftFolder } from '../peft';
import { readBundle, writeBundle } from './bundle';
import { RUN, someAdapter } from './exchange.fixtures';
import { readPeft } from './from-peft';
import { FileRefused } from './refused';

const BASE = 'ab'.repeat(32);
const bundle = (kind: Parameters<typeof someAdapter>[0], config = TINY_CONFIG) =>
  writeBundle(
    {
      adapters: [{ name: 'My diary', createdAt: 1.7e12, weights: someAdapter(kind, config), run: RUN }],
      texts: [{ name: 'a.txt', text: 'ഇന്ന് മഴ.' }],
    },
    config,
    BASE,
  );

type Bytes = Uint8Array<ArrayBuffer>;
const isSame = (a: Bytes, b: Bytes) => Buffer.compare(a, b) === 0;
type Mutation = (file: Bytes) => Bytes;

/** The file with its header, as text, changed; the length before it is that of the new one. */
function withHeader(file: Bytes, change: (header: string) => string): Bytes {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const old = new TextDecoder().decode(file.subarray(8, 8 + length));
  const header = new TextEncoder().encode(change(old));
  const out = new Uint8Array(8 + header.length + file.length - 8 - length);
  new DataView(out.buffer).setBigUint64(0, BigInt(header.length), true);
  out.set(header, 8);
  out.set(file.subarray(8 + length), 8 + header.length);
  return out;
}

const anywhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const flips: fc.Arbitrary<Mutation> = fc
  .array(fc.tuple(anywhere, fc.nat(7)), { minLength: 1, maxLength: 4 })
  .map((places) => (file) => {
    const out = file.slice();
    for (const [at, bit] of places) out[Math.floor(at * out.length)] ^= 1 << bit;
    return out;
  });

const cuts: fc.Arbitrary<Mutation> = fc
  .tuple(anywhere, anywhere, fc.boolean())
  .map(([from, to, isCut]) => (file) => {
    const [a, b] = [from, to].map((share) => Math.floor(share * file.length)).sort((x, y) => x - y);
    if (isCut) return file.slice(0, a);
    const out = new Uint8Array(file.length + b - a);
    out.set(file.subarray(0, b));
    out.set(file.subarray(a), b);
    return out;
  });

const lengths: fc.Arbitrary<Mutation> = fc
  .oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 0n, max: 9000n }))
  .map((length) => (file) => {
    const out = file.slice();
    new DataView(out.buffer).setBigUint64(0, length, true);
    return out;
  });

/** What a header does not say, in the place of one of the values, names or keys that it does. */
const strange = fc.oneof(
  fc.constantFrom(
    ...['null', 'true', '-1', '0', '1e999', '-0', '0.5', '9007199254740993', '1e-400', '{}', '[]', '""'],
    ...[
      '"__proto__"',
      '"constructor"',
      '"F16"',
      '"BF16"',
      '"F64"',
      '"U8"',
      '[0,18446744073709551615]',
      '[0,0]',
    ],
    ...[
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`,
      '"\\ud800"',
    ],
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
  fc.double().map(String),
);

/** A value of the JSON outside or inside of `records`; a key given twice; a key that every object has. */
const headers: fc.Arbitrary<Mutation> = fc
  .tuple(strange, anywhere, fc.constantFrom('value', 'number', 'name', 'twice', 'proto', 'inside'))
  .map(
    ([text, place, how]) =>
      (file) =>
        withHeader(file, (header) => {
          const patterns: Record<typeof how, RegExp> = {
            value: /(?<=":)("[^"\\]*"|\[[\d,]*\]|\d+)/g,
            number: /(?<![\w.])\d+(\.\d+)?/g,
            name: /"[^"\\]{1,60}"/g,
            inside: /(?<=\\":)[\d.]+|(?<=[[,])(\d[\d.]*|null)(?=[\],])/g,
            twice: /"[^"\\]*":\{[^{}]*\}/g,
            proto: /\{/g,
          };
          const found = [...header.matchAll(patterns[how])];
          const { index, 0: old } = found[Math.floor(place * found.length)];
          const inner = how === 'inside' ? JSON.stringify(text).slice(1, -1) : text;
          const fresh = how === 'twice' ? `${old},${old}` : how === 'proto' ? `{"__proto__":${text},` : inner;
          return header.slice(0, index) + fresh + header.slice(index + old.length);
        }),
  );

const data: fc.Arbitrary<Mutation> = fc
  .tuple(anywhere, fc.constantFrom(0x7c00, 0xfc00, 0x7e00, 0x7bff, 0x8000, 0x0001))
  .map(([place, half]) => (file) => {
    const out = file.slice();
    const length = Number(new DataView(out.buffer).getBigUint64(0, true));
    const halves = Math.floor((out.length - 8 - length) / 2);
    new DataView(out.buffer).setUint16(8 + length + 2 * Math.floor(place * halves), half, true);
    return out;
  });

const mutation = fc.oneof(
  { arbitrary: headers, weight: 6 },
  { arbitrary: flips, weight: 3 },
  cuts,
  lengths,
  data,
);

describe('hostile files', () => {
  test.each<[string, Parameters<typeof bundle>, number]>([
    ['norm-only', [{ method: 'norm' }], 3500],
    ['LoRA', [{ method: 'lora', lora: { rank: 4, targets: 'attention' } }], 2500],
    ['norm-only of the real base', [{ method: 'norm' }, BASE_CONFIG], 1000],
  ])('a changed bundle, %s, is refused, or is one that we could have written', async (_, given, numRuns) => {
    const good = await bundle(...given);
    const config = given[1] ?? TINY_CONFIG;
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(mutation, async (mutate) => {
        const file = mutate(good);
        try {
          const read = await readBundle(file, config, BASE);
          expect(isSame(await writeBundle(read, config, BASE), file)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FileRefused);
          refusals++;
        }
      }),
      { numRuns },
    );
    // Most changes do harm: a reader that takes everything would be seen here too.
    expect(refusals).toBeGreaterThan(0.9 * numRuns);
  });

  const kinds = [{ method: 'norm' }, { method: 'lora', lora: { rank: 4, targets: 'all' } }] as const;
  test.each(kinds)('a changed PEFT folder is refused, or holds a sound adapter: %o', (kind) => {
    const adapter = someAdapter(kind, TINY_CONFIG) as Exclude<AdapterWeights, { method: 'full' }>;
    const good = peftFolder(adapter, TINY_CONFIG, BASE);
    const inConfig = fc
      .tuple(strange, anywhere)
      .map(([text, place]): ((config: Bytes) => Bytes) => (config) => {
        const json = new TextDecoder().decode(config);
        const found = [...json.matchAll(/("[^"]*"|\d+|true|false)/g)];
        const { index, 0: old } = found[Math.floor(place * found.length)];
        return new TextEncoder().encode(json.slice(0, index) + text + json.slice(index + old.length));
      });
    const change = fc.oneof(
      mutation.map((mutate): ((folder: PeftFolder) => PeftFolder) => (folder) => ({
        ...folder,
        'adapter_model.safetensors': mutate(folder['adapter_model.safetensors']),
      })),
      fc.oneof(inConfig, flips, cuts).map((mutate): ((folder: PeftFolder) => PeftFolder) => (folder) => ({
        ...folder,
        'adapter_config.json': mutate(folder['adapter_config.json']),
      })),
    );
    fc.assert(
      fc.property(change, (alter) => {
        try {
          const { weights } = readPeft(alter(good), TINY_CONFIG, BASE);
          if (weights.method === 'full') throw new Error('PEFT has no full fine-tuning');
          for (const [, { bytes }] of adapterTensors(weights, TINY_CONFIG))
            expect(isFinite16(bytes)).toBe(true);
          const again = peftFolder(weights, TINY_CONFIG, BASE);
          expect(isSame(readPeft(again, TINY_CONFIG, BASE).weights.bytes, weights.bytes)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FileRefused);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
