import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { adapterSize } from '../adapter';
import { BASE_CONFIG } from '../config';
import { LORA_RANKS } from '../lora';
import { TINY_CONFIG } from '../model.fixtures';
import { sha256 } from '../sha256';
import { writeBundle } from './bundle';
import { type ClassFile, type ClassMember, isClassFile, readClassFile, writeClassFile } from './class-file';
import { LONGEST_NOTE, MAX_MEMBERS, MAX_MODEL_BYTES, writeNote } from './class-manifest';
import { LORA, NORM, RUN, someAdapter } from './exchange.fixtures';
import { FileRefused } from './refused';

const BASE = 'ab'.repeat(32);
const write = (file: ClassFile, base = BASE) => writeClassFile(file, TINY_CONFIG, base);
const read = (file: Uint8Array) => readClassFile(file, TINY_CONFIG, BASE);
const model = (kind: typeof NORM | typeof LORA, seed: number) => ({
  name: 'My diary',
  createdAt: 1.7e12,
  weights: someAdapter(kind, TINY_CONFIG, seed),
  run: RUN,
});

const ANU: ClassMember = {
  name: 'അനു',
  text: { learn: 'ഇന്ന് മഴ പെയ്തു. '.repeat(40), held: 'നാളെ സ്കൂളില്ല.\n\n' },
  model: model(NORM, 1),
};
const BABU: ClassMember = { name: 'Babu', text: { learn: 'The bus was late. '.repeat(60), held: '' } };
const CHINNU: ClassMember = { name: 'Chinnu', model: { ...model(LORA, 2), version: 3 } };
const FILE: ClassFile = { note: 'Class 8B.\nKeep it in class.', members: [ANU, BABU, CHINNU] };

/** A class file as somebody else might write it: any list, with its right hash, and any parts. */
async function forged(manifest: unknown, parts: Record<string, Uint8Array> = {}) {
  const json = strToU8(typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  const hash = strToU8(`${await sha256(json as Uint8Array<ArrayBuffer>)}  class.json\n`);
  return zipSync({ 'class.json': json, 'class.json.sha256': hash, ...parts }, { level: 0 });
}

describe('a class file', () => {
  test('comes back as it was written, and the same content has the same bytes', async () => {
    const file = await write(FILE);
    expect(isClassFile(file)).toBe(true);
    const { refused, ...content } = await read(file);
    expect(refused).toEqual([]);
    expect(content).toEqual(FILE);
    expect(Buffer.compare(await write(content), file)).toBe(0);
  });

  test('has room for the largest LoRA adapter of the base, and none for one that was trained whole', () => {
    const largest =
      2 *
      adapterSize({ method: 'lora', lora: { rank: Math.max(...LORA_RANKS), targets: 'all' } }, BASE_CONFIG);
    expect(largest).toBeLessThan(MAX_MODEL_BYTES);
    expect(2 * adapterSize({ method: 'full' }, BASE_CONFIG)).toBeGreaterThan(MAX_MODEL_BYTES);
  });

  test('is not written with more members than are read', async () => {
    const members = Array.from({ length: MAX_MEMBERS + 1 }, () => BABU);
    await expect(write({ note: '', members })).rejects.toMatchObject({ reason: 'too-much' });
    const most = await read(await write({ note: '', members: members.slice(1) }));
    expect(most.members).toHaveLength(MAX_MEMBERS);
  });

  test('has a note of several lines, without what turns the direction of writing', () => {
    expect(writeNote(' a\r\nb\u202e\u0007c ')).toBe('a\nb  c');
    expect(writeNote('മ'.repeat(3 * LONGEST_NOTE))).toHaveLength(LONGEST_NOTE);
  });

  test('tells what does not fit this app, and gives the rest', async () => {
    const { members, refused } = await readClassFile(await write(FILE), TINY_CONFIG, 'cd'.repeat(32));
    expect(refused).toEqual([
      { name: 'അനു', part: 'model', reason: 'other-base' },
      { name: 'Chinnu', part: 'model', reason: 'other-base' },
    ]);
    expect(members).toEqual([{ name: 'അനു', text: ANU.text }, BABU]);
  });

  test('damaged anywhere, is refused, or read but for the parts that are damaged', async () => {
    const good = await write(FILE);
    const parts = { text: [ANU.text, BABU.text], model: [ANU.model, CHINNU.model] };
    let [whole, some] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(7)), { minLength: 1, maxLength: 3 }),
        async (flips) => {
          const file = good.slice();
          for (const [at, bit] of flips) file[at] ^= 1 << bit;
          try {
            const { note, members, refused } = await read(file);
            // Whatever comes is what was written.
            expect(note).toBe(FILE.note);
            for (const { name, text, model } of members) {
              const written = FILE.members.find((member) => member.name === name)!;
              if (text) expect(text).toEqual(written.text);
              if (model) expect(model).toEqual(written.model);
            }
            const come = members.flatMap(({ text, model }) => [text, model].filter(Boolean)).length;
            expect(come + refused.length).toBe(parts.text.length + parts.model.length);
            if (refused.length > 0) some++;
          } catch (error) {
            expect(error).toBeInstanceOf(FileRefused);
            whole++;
          }
        },
      ),
      { numRuns: 400 },
    );
    // Both happen: most of the file is parts, and the list is small.
    expect(some).toBeGreaterThan(100);
    expect(whole).toBeGreaterThan(5);
  });

  test('cut off anywhere, is refused', async () => {
    const good = await write(FILE);
    for (let share = 0; share < 1; share += 0.05)
      await expect(read(good.slice(0, share * good.length))).rejects.toBeInstanceOf(FileRefused);
  });

  test.each<[string, unknown, string]>([
    ['of another format', { format: 'x', version: 1, note: '', members: [] }, 'not-ours'],
    ['of a later version', { format: 'swantham-class', version: 2 }, 'newer'],
    ['without members', { format: 'swantham-class', version: 1, note: '' }, 'damaged'],
    ['that is no JSON', '{', 'damaged'],
    [
      'with a note that hides something',
      { format: 'swantham-class', version: 1, note: '\u202e', members: [] },
      'damaged',
    ],
    [
      'with too many members',
      { format: 'swantham-class', version: 1, note: '', members: Array(MAX_MEMBERS + 1).fill({ name: 'A' }) },
      'damaged',
    ],
    ...[-1, 1e9, 0.5, '12', null].map(
      (bytes) =>
        [
          `with a model of ${bytes} bytes`,
          {
            format: 'swantham-class',
            version: 1,
            note: '',
            members: [{ name: 'A', model: { bytes, sha256: '' } }],
          },
          'damaged',
        ] satisfies [string, unknown, string],
    ),
  ])('with a list %s is refused', async (_, manifest, reason) => {
    await expect(forged(manifest).then(read)).rejects.toMatchObject({ reason });
  });

  test('that promises more than it holds, or holds more than it promises, gives nothing of that', async () => {
    const bomb = new Uint8Array(20e6);
    const member = (bytes: number, hash: string) => ({
      ...{ format: 'swantham-class', version: 1, note: '' },
      members: [{ name: 'A', model: { bytes, sha256: hash } }],
    });
    const refused = [{ name: 'A', part: 'model', reason: 'damaged' }];
    const some: Record<string, Uint8Array>[] = [
      {},
      { 'models/1.swantham': bomb },
      { 'models/1.swantham': bomb.slice(0, 9) },
    ];
    for (const parts of some)
      expect(await read(await forged(member(10, await sha256(bomb.slice(0, 10))), parts))).toMatchObject({
        refused,
      });
    // The texts of a `.swantham` file do not come in behind a model.
    const two = await writeBundle(
      { adapters: [model(NORM, 1)], texts: [{ name: 'x', text: 'x' }] },
      TINY_CONFIG,
      BASE,
    );
    const told = await forged(member(two.length, await sha256(two)), { 'models/1.swantham': two });
    expect(await read(told)).toMatchObject({ members: [], refused });
  });

  test('is told from other files', async () => {
    const bundle = await writeBundle({ adapters: [], texts: [] }, TINY_CONFIG, BASE);
    const documents = zipSync({ 'a.txt': strToU8('a') });
    for (const other of [bundle, documents, strToU8('<!doctype html>'), new Uint8Array(0)]) {
      expect(isClassFile(other)).toBe(false);
      await expect(read(other)).rejects.toMatchObject({ reason: 'not-ours' });
    }
  });
});
