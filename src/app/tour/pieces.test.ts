import { expect, test } from 'vitest';
import { TextService } from '../../text/service';
import { TOKENIZER_FILES, tokenizer } from '../../text/text.fixtures';
import { cutIntoTokens } from './pieces';

const service = new TextService();
service.open(TOKENIZER_FILES.tokenizer, TOKENIZER_FILES.tokenizerConfig);
const client = {
  encodeDocuments: (documents: { name: string; text: string }[]) => service.encodeDocuments(documents),
  decode: async (ids: Int32Array) => service.decode(ids),
} as Parameters<typeof cutIntoTokens>[0];

test('a word and its pieces, with the ids of the tokenizer', async () => {
  const pieces = await cutIntoTokens(client, 'The rainbow.');
  expect(pieces.map(({ text }) => text)).toEqual(['The', ' rain', 'bow', '.']);
  expect(pieces.flatMap(({ ids }) => ids)).toEqual(tokenizer.encode('The rainbow.'));
});

test.each(['മഴക്കാലം വന്നു, ബസ് വൈകി.', 'Well 🐘 中文 done', 'don’t  ൻ്റ 12345'])(
  'no piece ends inside of a character: %s',
  async (text) => {
    const pieces = await cutIntoTokens(client, text);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text.normalize('NFC'));
    expect(pieces.flatMap(({ ids }) => ids)).toEqual(tokenizer.encode(text));
    expect(pieces.every((piece) => piece.text !== '' && !piece.text.includes('\uFFFD'))).toBe(true);
  },
);
