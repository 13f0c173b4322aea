import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { openTokenizer } from './tokenizer';

/** What several tests of this folder share. */

const base = (file: string): object =>
  JSON.parse(readFileSync(new URL(`../../models/fractalmoe-30m/${file}`, import.meta.url), 'utf8')) as object;

export const TOKENIZER_FILES = {
  tokenizer: base('tokenizer.json'),
  tokenizerConfig: base('tokenizer_config.json'),
};

/** The base's tokenizer. */
export const tokenizer = openTokenizer(TOKENIZER_FILES.tokenizer, TOKENIZER_FILES.tokenizerConfig);

/** Texts put together from what is hard for a tokenizer or a splitter. */
export const trickyText: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...[
        'hello',
        'World',
        "don't",
        "'s",
        "'",
        '12345',
        '7',
        'x',
        'കേരളം',
        'എന്റെ',
        'ൻ്റ',
        'ക്ഷ',
        'njangal',
        '中文',
      ],
      ...[' ', ' ', '  ', '\t', '\n', '\n', '\n\n', ' \n ', '\n    ', '\u200d', '\u200c', '\u00a0', '\u2028'],
      ...[
        '.',
        '. ',
        '!',
        '!\n\n',
        '…',
        '?"',
        ' (',
        ') ',
        '{}',
        '->',
        '<|endoftext|>',
        '😄',
        '👩‍👩‍👧',
        'é',
        'ñ',
      ],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
