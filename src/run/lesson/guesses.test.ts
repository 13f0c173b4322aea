import { expect, test } from 'vitest';
import { placesIn } from './guesses';

const sentence = (n: number) => ` Then we all went home number ${n} with wet umbrellas again.`;

test('sentences are broken off before a word that is worth a guess, and what stands before is told', () => {
  const cut = 'and the rest of a sentence that was cut through here.';
  const [place, ...others] = placesIn([`${cut}${sentence(1)} It rained.`]);
  expect(others).toHaveLength(1);
  expect(place).toEqual({
    before: '',
    beginning: 'and the rest of a',
    written: ' sentence',
    word: 'sentence',
  });
  expect(others[0]).toMatchObject({ before: `${cut} `, beginning: 'Then we all went home', word: 'number' });
});

test('places are spread over the text, without its first sentence, which may be cut through', () => {
  const text = Array.from({ length: 10 }, (_, i) => sentence(i)).join('');
  const before = placesIn([text]).map((place) => place.before.length);
  expect(before).toHaveLength(3);
  expect(before).toEqual([...before].sort((a, b) => a - b));
  expect(placesIn([text])[0].before).toContain('number 0');
});

test('a word of Malayalam is taken whole, and short sentences are left alone', () => {
  const long = 'ഞങ്ങൾ ഇന്നലെ രാവിലെ സ്കൂളിൽ പോയി അവിടെ കുറേ നേരം കളിച്ചു.';
  expect(placesIn([long])).toEqual([
    { before: '', beginning: 'ഞങ്ങൾ ഇന്നലെ രാവിലെ സ്കൂളിൽ പോയി', written: ' അവിടെ', word: 'അവിടെ' },
  ]);
  expect(placesIn(['It rained. We went home.', ''])).toEqual([]);
});
