import { expect, test } from 'vitest';
import { entrant, reading } from './class.fixtures';
import { Readings } from './readings';
import { recognise } from './recognition';

const [anu, babu, file] = [entrant('anu', [1, 2, 3]), entrant('babu', [4, 5, 6]), entrant('file')];
const all = [anu, babu, file];

function read(nll: Record<string, number[]>): Readings {
  const readings = new Readings();
  for (const [owner, values] of Object.entries(nll)) {
    const { text } = all.find(({ id }) => id === owner)!;
    for (const [i, value] of values.entries()) readings.set(text!.ids, reading(all[i].id, value));
  }
  return readings;
}

test('counts whose own model is best, and clearly, and how many would be by chance', () => {
  const found = recognise(all, read({ anu: [3, 3.2, 3.3], babu: [3.1, 3.2, 3.4] }));
  expect(found).toMatchObject({ own: 1, clear: 1 });
  expect(found.byChance).toBeCloseTo(2 / 3);
  expect(found.texts).toEqual([
    { owner: 'anu', best: 'anu', isOwn: true, isClear: true },
    { owner: 'babu', best: 'anu', isOwn: false, isClear: false },
  ]);
});

test('a text counts only when every model has read it', () => {
  const found = recognise(all, read({ anu: [3, 3.2], babu: [3.1, 3, 3.4] }));
  expect(found.texts.map(({ owner }) => owner)).toEqual(['babu']);
  expect(found.byChance).toBeCloseTo(1 / 3);
});

test('an own model that is hardly ahead is not clear', () => {
  const readings = read({ anu: [3, 3.2, 3.3] });
  const { nll } = readings.get(anu.text!.ids, 'anu')!;
  const close = nll.map((one, i) => one + (i % 64 < 32 ? 0.5 : -0.49));
  readings.set(anu.text!.ids, { id: 'babu', nll: close, perplexity: Math.exp(3.005) });
  expect(recognise(all, readings)).toMatchObject({ own: 1, clear: 0 });
});

test('one model alone recognises nothing', () => {
  const readings = new Readings();
  readings.set(anu.text!.ids, reading('anu', 3));
  expect(recognise([anu], readings).texts).toEqual([]);
  expect(recognise([], readings)).toMatchObject({ own: 0, byChance: 0 });
});
