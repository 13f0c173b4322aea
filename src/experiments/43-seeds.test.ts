import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { seeds } from './43-seeds';
import { nameOf, repetitive, setupOf, shownOf, trialOf } from './experiment.fixtures';
import type { Trial } from './trial';

const authors = ['a', 'b', 'c'].map((id) => repetitive(id, 1, 50, 400));
const setup = setupOf(authors, 30);

/** All results, of which the text decides a tenth of the fall and the seed a hundredth. */
function results(): Map<string, Trial> {
  return new Map(
    [0, 1, 2, 3, 4].flatMap((seed) =>
      authors.map((author, i) => [
        `seed-${seed}/${author.id}`,
        trialOf(author, 1.1 * 1.1 ** i * 1.01 ** (seed % 2), 0.01, { seed }),
      ]),
    ),
  );
}

test('trains each text with five seeds, all texts with one seed first', () => {
  const cells = seeds.cells(setup);
  expect(cells.map(({ id }) => id)).toEqual([...results().keys()]);
  expect(new Set(cells.map(({ cost }) => cost))).toEqual(new Set([cells[0].cost]));
  expect(cells[4].label(en, nameOf)).toBe('author b, seed 1');
});

test('counts the runs that fell, and says what a seed changes and what a text', () => {
  const all = results();
  const { passed, sentence, charts } = shownOf(seeds, setup, all);
  expect(passed).toBe(true);
  expect(sentence).toBe(
    'Perplexity fell in 15 of 15 runs, and 0 of them were STRICT. Another seed changes the fall by ×1.01 at most, another text by ×1.21.',
  );
  expect(charts[0]).toMatchObject({ series: [{ name: 'author a' }, {}, {}] });
  all.set('seed-4/c', trialOf(authors[2], 1.004, 0.01, { seed: 4 }));
  all.set('seed-4/a', trialOf(authors[0], 11, 0.01, { seed: 4 }));
  expect(shownOf(seeds, setup, all)).toMatchObject({
    passed: false,
    sentence: expect.stringContaining('14 of 15 runs, and 1 of them'),
  });
  all.delete('seed-4/c');
  expect(shownOf(seeds, setup, all).passed).toBeUndefined();
});
