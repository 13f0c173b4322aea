import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../model/safetensors';
import { TOKENIZER_FILES, tokenizer, trickyText } from './text.fixtures';
import { openTokenizer, TokenizerError } from './tokenizer';

interface Bpe {
  pre_tokenizer: { pretokenizers: { pattern: { Regex: string } }[] };
  model: { vocab: Record<string, number>; merges: [string, string][] };
}

/** Byte-level BPE by the book, slowly: the best pair, the leftmost first, until none is left. */
function textbookEncode(): (text: string) => number[] {
  const { pre_tokenizer, model } = TOKENIZER_FILES.tokenizer as Bpe;
  const pattern = new RegExp(pre_tokenizer.pretokenizers[0].pattern.Regex, 'gu');
  const ranks = new Map(model.merges.map((pair, rank) => [pair.join(' '), rank]));
  const isPrintable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  let others = 0;
  const letters = Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(isPrintable(byte) ? byte : 256 + others++),
  );
  return (text) =>
    (text.match(pattern) ?? []).flatMap((word) => {
      const parts = Array.from(new TextEncoder().encode(word), (byte) => letters[byte]);
      for (;;) {
        const best = parts.slice(1).reduce(
          (found, part, i) => {
            const rank = ranks.get(`${parts[i]} ${part}`) ?? Number.POSITIVE_INFINITY;
            return rank < found.rank ? { rank, i } : found;
          },
          { rank: Number.POSITIVE_INFINITY, i: -1 },
        );
        if (best.i < 0) return parts.map((part) => model.vocab[part]);
        parts.splice(best.i, 2, parts[best.i] + parts[best.i + 1]);
      }
    });
}

const CASES = {
  English: "The inverter hummed in the corner. Don't touch it, she'd said; we've all been told!",
  Malayalam: 'മഴ തുടങ്ങിയപ്പോൾ ഞങ്ങൾ സ്കൂളിലേക്ക് ഓടി. എന്റെ കുടയും അവന്റെ ചെരിപ്പും നനഞ്ഞു.',
  Manglish: 'enthokke und vishesham? innu lab il net illayirunnu :) kollam alle!!',
  emojis: 'ok 😄👍🏽 👩‍👩‍👧 🇮🇳 done ✅',
  code: 'def f(x):\n    return {"a": x[1:-1], "b": 3.14159}  # ok\n\n\nfor (let i = 0; i < 10; ++i) {\n\tf(i);\n}',
  tabs: '\ta\t\tb \t c\t\n\t\n',
  'CRLF and CR': 'one\r\ntwo\r\rthree \r\n\r\n four',
  spaces: '   three before,   three between, three after   ',
  'numbers and joiners': '12 123 1234 12345 ക്\u200d ന്\u200cന',
  'the end-of-text token, typed': 'a<|endoftext|>b <|endoftext|>',
};

describe('encode', () => {
  const expected = textbookEncode();

  test.each(Object.entries(CASES))('agrees with the textbook on %s', (_, text) => {
    expect(tokenizer.encode(text)).toEqual(expected(text));
  });

  test('agrees with the textbook on texts put together from hard parts', () => {
    fc.assert(
      fc.property(trickyText, (text) => {
        expect(tokenizer.encode(text)).toEqual(expected(text));
      }),
    );
  });

  test("agrees with Hugging Face's own encoder, which made the ids of the reference set", () => {
    const file = new URL('../model/fixtures/base-10.safetensors', import.meta.url);
    const { shape, bytes } = readSafetensors(new Uint8Array(readFileSync(file))).tensors.get('ids')!;
    const ids = Array.from(new Int32Array(bytes.slice().buffer));
    for (let row = 0; row < shape[0]; row++) {
      const window = ids.slice(row * shape[1], (row + 1) * shape[1]);
      expect(tokenizer.encode(tokenizer.decode(window))).toEqual(window);
    }
  });

  test('never makes id 0 of what a person types', () => {
    expect(tokenizer.encode('<|endoftext|>')).not.toContain(0);
    fc.assert(
      fc.property(trickyText, (text) => {
        expect(tokenizer.encode(text)).not.toContain(0);
      }),
    );
  });

  test('makes nothing of nothing', () => expect(tokenizer.encode('')).toEqual([]));
});

describe('decode', () => {
  test.each(Object.entries(CASES))('gives back %s', (_, text) => {
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  test('gives back any text', () => {
    const anyText = fc.oneof(trickyText, fc.string({ unit: 'binary', maxLength: 200 }));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
    );
  });

  test('has a text for every id, and none for the end of a document', () => {
    for (let id = 1; id < 16384; id++) expect(tokenizer.decode([id])).not.toBe('');
    expect(tokenizer.decode([0])).toBe('');
    expect(tokenizer.decode(Int32Array.of(0, ...tokenizer.encode('a b'), 0))).toBe('a b');
    expect(tokenizer.decode([])).toBe('');
  });

  test('marks bytes that are not a whole character', () => {
    const [first] = tokenizer.encode('🦜');
    expect(tokenizer.decode([first])).toBe('\uFFFD');
  });
});

describe('openTokenizer', () => {
  const { tokenizer: file, tokenizerConfig } = TOKENIZER_FILES;

  test('refuses a damaged file and one of another model', () => {
    expect(() => openTokenizer({ ...file, model: {} }, tokenizerConfig)).toThrow(TokenizerError);
    expect(() => openTokenizer({}, tokenizerConfig)).toThrow(TokenizerError);
    const others = [
      { id: 0, content: '<s>' },
      { id: 1, content: '</s>' },
    ];
    expect(() => openTokenizer({ ...file, added_tokens: others }, tokenizerConfig)).toThrow(TokenizerError);
  });
});
