import { expect, test } from 'vitest';
import { counts, MOMENT_MS, read, refusal } from './documents.fixtures';

const rtf = (body: string) =>
  `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times New Roman;}}{\\colortbl;\\red0\\green0\\blue0;}{\\*\\generator Writer;}{\\header\\pard Our school\\par}\n${body}}`;

test.each(['essay.rtf', 'essay.txt'])('takes the text of %s', async (name) => {
  const malayalam = [...'മഴ'].map((letter) => `\\u${letter.codePointAt(0)}?`).join('');
  const body = [
    `\\pard\\f0\\fs24 ${malayalam} came, she said \\ldblquote caf\\'e9\\rdblquote\\'85\\par`,
    `\\b bold\\b0  and \\{braces\\}\\line next{\\pict\\pngblip 89504e470d0a1a0a}{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt a link}}\\par`,
    `{\\uc2\\u3374 ab\\uc0\\u3380}\\tab end\\par`,
  ].join('\n');
  const document = await read(name, rtf(body));
  expect(document.text).toBe('മഴ came, she said “café”…\nbold and {braces}\nnexta link\nമഴ\tend');
  expect(counts(document)).toEqual({ header: 1, picture: 1 });
});

test('refuses one that is deep, or empty', async () => {
  const deep = await refusal('essay.rtf', rtf('{\\b '.repeat(500_000)));
  expect(deep.reason).toBe('too-deep');
  expect(deep.ms).toBeLessThan(MOMENT_MS);
  expect((await refusal('essay.rtf', rtf(''))).reason).toBe('no-text');
});
