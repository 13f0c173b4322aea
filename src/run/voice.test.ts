import { expect, test } from 'vitest';
import { beginningIn, ended } from './voice';

test('a sentence is begun that is long enough, and not the first, which may be cut through', () => {
  const first = 'and then we went home by the long road in the rain.';
  const short = 'It rained.';
  const long = ' The bus to school was late again today, so we walked.';
  expect(beginningIn([`${first} ${short}${long}`])).toEqual({
    before: `${first} ${short} `,
    beginning: 'The bus to school was',
  });
  expect(beginningIn([first])).toEqual({ before: '', beginning: 'and then we went home' });
  expect(beginningIn([short, 'ഞങ്ങൾ ഇന്നലെ രാവിലെ സ്കൂളിൽ പോയി അവിടെ കുറേ നേരം കളിച്ചു.'])).toEqual({
    before: '',
    beginning: 'ഞങ്ങൾ ഇന്നലെ രാവിലെ സ്കൂളിൽ പോയി',
  });
  expect(beginningIn([short, ''])).toBeUndefined();
});

test('what goes on is shown to the end of its last whole sentence, on one line', () => {
  expect(ended(' late. We walked. And th')).toBe(' late. We walked.');
  expect(ended(' “late.” We')).toBe(' “late.”');
  expect(ended(' late and we walked \nHome.')).toBe(' late and we walked\u00a0…');
});
