import { expect, test } from 'vitest';
import { archive, docx, MOMENT_MS, read, refusal } from './documents.fixtures';
import { readBytes } from './read';

test('gives all texts of an archive in the order of their names, and tells what it cannot read', async () => {
  const bytes = archive({
    'notes/10.txt': 'Ten.',
    'notes/2.txt': 'Two.',
    'notes/essay.docx': docx('<w:p><w:r><w:t>An essay.</w:t></w:r></w:p>'),
    'notes/old.doc': 'x',
    'notes/IMG-1.jpg': 'x',
    'notes/.hidden.txt': 'Hidden.',
    '__MACOSX/notes/._2.txt': 'x',
    'more.zip': archive({ 'inner.md': '# Inside' }),
  });
  const { documents, refused } = await readBytes('notes.zip', bytes);
  expect(documents.map(({ name, text }) => [name, text])).toEqual([
    ['inner.md', '# Inside'],
    ['2.txt', 'Two.'],
    ['10.txt', 'Ten.'],
    ['essay.docx', 'An essay.'],
  ]);
  expect(refused).toMatchObject([{ reason: 'document', details: { name: 'old.doc' } }]);
});

/** An archive whose table says that each of its entries is the same one, as those do that overlap. */
function overlapping(times: number): Uint8Array {
  const single = archive({ 'a.txt': new Uint8Array(30_000_000) });
  const view = new DataView(single.buffer, single.byteOffset);
  const end = single.length - 22;
  const start = view.getUint32(end + 16, true);
  const entry = single.slice(start, end);
  const bytes = new Uint8Array(start + times * entry.length + 22);
  bytes.set(single.subarray(0, start));
  for (let i = 0; i < times; i++) bytes.set(entry, start + i * entry.length);
  bytes.set(single.subarray(end), start + times * entry.length);
  new DataView(bytes.buffer).setUint16(start + times * entry.length + 8, times, true);
  new DataView(bytes.buffer).setUint16(start + times * entry.length + 10, times, true);
  return bytes;
}

test.each([
  ['a file that is large inside', archive({ 'a.txt': new Uint8Array(45_000_000) }), 'too-much'],
  ['entries that overlap', overlapping(10), 'too-much'],
  [
    'many entries',
    archive(Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`${i}.txt`, 'x']))),
    'too-much',
  ],
  [
    'archives in archives',
    [1, 2, 3].reduce((inner) => archive({ 'a.zip': inner }), archive({ 'a.txt': 'x' })),
    '0 documents',
  ],
  [
    'much in many archives',
    archive(
      Object.fromEntries(
        ['a', 'b'].map((name) => {
          const long = new Uint8Array(4_000_000).fill(97);
          return [`${name}.zip`, archive({ '1.txt': long, '2.txt': long })];
        }),
      ),
    ),
    'too-much',
  ],
  ['nothing', archive({ 'a.png': 'x' }), 'no-files'],
  ['a part of an archive', archive({ 'a.txt': 'word '.repeat(9000) }).slice(0, -40), 'damaged'],
])('refuses %s', async (_, bytes, reason) => {
  const refused = await refusal('all.zip', bytes);
  expect(refused.reason).toBe(reason);
  expect(refused.ms).toBeLessThan(MOMENT_MS);
});

test('says that a password closes an archive', async () => {
  const bytes = archive({ 'a.txt': 'x' });
  bytes[6] |= 1;
  expect((await refusal('all.zip', bytes)).reason).toBe('encrypted');
});

test('gives a file no more room than its header says', async () => {
  const bytes = archive({ 'a.txt': 'word '.repeat(4_000_000) });
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(view.getUint32(bytes.length - 6, true) + 24, 1000, true);
  expect((await read('all.zip', bytes)).text).toHaveLength(1000);
});
