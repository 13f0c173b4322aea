import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { BASE_CONFIG, type ModelConfig } from '../model/config';
import { OPENING } from '../model/model.fixtures';
import { tokenizer } from '../text/text.fixtures';
import { clustersOf, typedWord } from '../text/words';
import { randomWeights, TINY } from '../train/engine.fixtures';
import { steadyGate } from './gate.fixtures';
import { NeuralCache } from './neural-cache';
import { EvalSession, type OpenModel } from './session';
import { Suggester } from './suggest';
import { piecesOf } from './suggest-pieces';
import { predictionOf } from './suggest-prediction';
import { Reader } from './suggest-reader';
import { likeliestWords, type Search } from './suggest-search';
import { WordMemory } from './word-memory';

/** As many tokens as the base, and next to nothing else. */
const SMALL: ModelConfig = { ...TINY, vocab: BASE_CONFIG.vocab, context: 64 };

const pieces = piecesOf(tokenizer, SMALL.vocab);
const id = (piece: string) => pieces.text.indexOf(piece);

/** What a model says that gives these pieces of text their probabilities after each of some paths, and the rest to a full stop. */
function scripted(script: Record<string, Record<string, number>>) {
  const after = (path: readonly number[]) => {
    const likely = Object.entries(script[path.map((one) => pieces.text[one]).join('|')] ?? {});
    const logits = new Float32Array(SMALL.vocab).fill(-60);
    for (const [piece, probability] of likely) logits[id(piece)] = Math.log(probability);
    logits[id('.')] = Math.log(1 - likely.reduce((sum, [, probability]) => sum + probability, 0));
    return predictionOf(logits, pieces);
  };
  return async (paths: readonly (readonly number[])[]) => paths.map(after);
}

const words = async (
  script: Parameters<typeof scripted>[0],
  typed: string,
  options: Partial<Search> = {},
) => {
  const found = await likeliestWords(scripted(script), pieces, tokenizer, {
    ...{ lead: ' ', typed, count: 3, runs: 16 },
    ...options,
  });
  // Nothing is quite impossible to a model.
  const likely = found.filter(({ probability }) => probability > 1e-6);
  return likely.map(({ text, probability }) => [text, Number(probability.toFixed(4))]);
};

describe('likeliestWords', () => {
  const script = {
    '': { ' the': 0.4, ' a': 0.3, ' un': 0.2, ' th': 0.05 },
    ' the': { re: 0.2, ' end': 0.3 },
    ' un': { known: 0.5, der: 0.5 },
    ' un|known': {},
    ' un|der': { standing: 0.5 },
    ' th': { ere: 1 },
    ' the|re': {},
  };

  test('a word is as likely as its tokens and its end, cut in whatever way', async () => {
    expect(await words(script, '', { count: 6 })).toEqual([
      [' the', 0.32],
      [' a', 0.3],
      // 0.4 · 0.2 and 0.05 · 1.
      [' there', 0.13],
      [' unknown', 0.1],
      ...[
        [' under', 0.05],
        [' understanding', 0.05],
      ],
    ]);
  });

  test('begins with what is typed, in the middle of a token too', async () => {
    expect(await words(script, 'un')).toEqual([
      [' unknown', 0.1],
      [' under', 0.05],
      [' understanding', 0.05],
    ]);
    expect(await words(script, 'unk')).toEqual([[' unknown', 0.1]]);
    expect(await words(script, 'the')).toEqual([[' there', 0.13]]);
    expect(await words(script, 'x')).toEqual([]);
  });

  test('leaves out what is not wanted, and counts the runs', async () => {
    expect(await words(script, '', { count: 3, except: new Set(['the']) })).toEqual([
      [' a', 0.3],
      [' there', 0.13],
      [' unknown', 0.1],
    ]);
    expect(await words(script, '', { runs: 1 })).toEqual([]);
    // Two runs find the likeliest word, and no more.
    expect(await words(script, '', { runs: 2 })).toEqual([[' the', 0.32]]);
  });

  test('a word is offered once, with or without the space that the model wants first', async () => {
    const script = { '': { The: 0.3, ' The': 0.2, ' A': 0.1 } };
    expect(await words(script, '', { lead: '' })).toEqual([
      ['The', 0.3],
      [' A', 0.1],
    ]);
  });

  test('words that are expected without the model have a share', async () => {
    const expected = {
      words: new Map([
        ['Sheeba', 0.5],
        ['the', 0.1],
      ]),
      share: 0.2,
    };
    expect(await words(script, '', { expected })).toEqual([
      [' the', 0.276],
      [' a', 0.24],
      // A beginning that is less likely than three words is not followed up.
      [' Sheeba', 0.1],
    ]);
    const searched = await words(script, 'S', {
      expected: { ...expected, words: new Map([['Sheeba', 0.5]]) },
    });
    expect(searched).toEqual([[' Sheeba', 0.1]]);
  });

  test('goes over an apostrophe, and does not end in one', async () => {
    const script = { '': { ' don': 0.9 }, ' don': { "'t": 0.6, '’': 0.3 }, ' don|’': { t: 0.5 } };
    expect(await words(script, '')).toEqual([
      [" don't", 0.54],
      [' don’t', 0.135],
      [' don', 0.09],
    ]);
    expect(await words(script, "don'")).toEqual([[" don't", 0.54]]);
  });
});

describe('Suggester, on a small model', () => {
  let model: OpenModel;
  let neuralCache: NeuralCache;
  const text = 'I am going to school. അവൻ സ്കൂളിൽ പോയി. '.repeat(6);
  const memoryOf = (remembers: boolean) => (remembers ? { neuralCache, words: new WordMemory([text]) } : {});
  beforeAll(async () => {
    const session = await EvalSession.open(randomWeights(SMALL), SMALL);
    model = { session, gains: session.gains };
    neuralCache = await NeuralCache.of(model, tokenizer.encode(text), steadyGate(0, 0));
  }, OPENING);
  afterAll(async () => {
    await neuralCache.release();
    await model.session.release();
  });

  const TEXTS = ['', 'I am g', 'I am ', 'The cat. T', 'അവൻ സ്കൂ', 'അവൻ പക്', 'നീ വാ', '(d', 'one\ntw', "I don'"];

  test.each([false, true])('with a memory: %s: what is suggested can be put there', async (remembers) => {
    const suggester = new Suggester(model, tokenizer, memoryOf(remembers));
    let suggested = 0;
    for (const text of TEXTS) {
      const suggestions = await suggester.suggest(text, { count: 5, runs: 16 });
      const typed = typedWord(text);
      let last = 1;
      for (const { word, insert, replaces, probability } of suggestions) {
        suggested += 1;
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThanOrEqual(last);
        last = probability;
        expect(word.startsWith(typed) && word.length > typed.length).toBe(true);
        expect(typedWord(word)).toBe(word);
        const whole = text.slice(0, text.length - replaces) + insert;
        expect(whole.endsWith(word)).toBe(true);
        expect(whole.startsWith(text)).toBe(true);
        // What stays is whole clusters.
        const clusters = clustersOf(`${whole} `);
        const cuts = clusters.map((_, i) => clusters.slice(0, i).join('').length);
        expect(cuts).toContain(text.length - replaces);
      }
    }
    expect(suggested).toBeGreaterThan(12);
  });

  const part = fc.constantFrom(
    'I ',
    'am',
    ' going',
    ' to',
    '. ',
    'അവൻ ',
    'പോ',
    'യി',
    '\n',
    's',
    ' don',
    "'t",
    '  ',
  );
  test('what was read before makes no difference, whatever was typed and deleted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(part, { maxLength: 8 }), { minLength: 2, maxLength: 4 }),
        async (texts) => {
          const suggester = new Suggester(model, tokenizer, memoryOf(true));
          for (const parts of texts) {
            const text = parts.join('');
            const fresh = await new Suggester(model, tokenizer, memoryOf(true)).suggest(text);
            const found = await suggester.suggest(text);
            expect(found.map(({ word }) => word)).toEqual(fresh.map(({ word }) => word));
            found.forEach(({ probability }, i) => {
              expect(Math.abs(Math.log(probability / fresh[i].probability))).toBeLessThan(1e-3);
            });
          }
        },
      ),
      { numRuns: 4 },
    );
  });

  test.each([false, true])('with a memory: %s: what was suggested is not read again', async (remembers) => {
    const suggester = new Suggester(model, tokenizer, memoryOf(remembers));
    let text = 'I am going';
    let runs = 0;
    const run = vi.spyOn(model.session, 'everything').mockImplementation(function (
      this: EvalSession,
      ...given
    ) {
      runs += 1;
      return EvalSession.prototype.everything.apply(model.session, given);
    });
    for (let i = 0; i < 12; i++) {
      const found = await suggester.suggest(text);
      const before = runs;
      const fresh = await new Suggester(model, tokenizer, memoryOf(remembers)).suggest(text);
      expect(found.map(({ word }) => word)).toEqual(fresh.map(({ word }) => word));
      found.forEach(({ probability }, k) => {
        expect(Math.abs(Math.log(probability / fresh[k].probability))).toBeLessThan(1e-3);
      });
      runs = before;
      const { insert, replaces } = found[i % found.length];
      text = text.slice(0, text.length - replaces) + insert + ' ';
    }
    // The beginning, and where a word is cut into tokens in another way than it was found in.
    expect(runs).toBeLessThan(6);
    run.mockRestore();
  });

  test('a text may outgrow the context, and be deleted again', async () => {
    const suggester = new Suggester(model, tokenizer, memoryOf(true));
    const long = 'I am going to school, and so are you. '.repeat(20);
    for (const text of [long, `${long}W`, long.slice(0, 300), 'I am g'])
      expect((await suggester.suggest(text)).length).toBeGreaterThan(0);
    const plain = new Suggester(model, tokenizer);
    for (const text of [long, `${long}W`, 'I am g'])
      expect((await plain.suggest(text)).length).toBeGreaterThan(0);
  });

  test('an aborted call rejects, and the next one is right', async () => {
    const suggester = new Suggester(model, tokenizer);
    const gone = AbortSignal.abort(new Error('typed on'));
    await expect(suggester.suggest('I am going ', { signal: gone })).rejects.toThrow('typed on');
    const fresh = await new Suggester(model, tokenizer).suggest('I am going t');
    expect(await suggester.suggest('I am going t')).toEqual(fresh);
  });

  test('a text whose reading was given up is not taken for another one', async () => {
    const suggester = new Suggester(model, tokenizer, memoryOf(true));
    const [first] = await suggester.suggest('I am ');
    const controller = new AbortController();
    const read = vi.spyOn(Reader.prototype, 'read').mockImplementationOnce(function (this: Reader, ...given) {
      controller.abort(new Error('typed on'));
      return Reader.prototype.read.apply(this, given);
    });
    await expect(suggester.suggest('I am zebra ', { signal: controller.signal })).rejects.toThrow('typed on');
    read.mockRestore();
    // It goes on as the text before might have.
    const text = `I am zebra ${first.word} `;
    const fresh = await new Suggester(model, tokenizer, memoryOf(true)).suggest(text);
    const found = await suggester.suggest(text);
    expect(found.map(({ word }) => word)).toEqual(fresh.map(({ word }) => word));
    found.forEach(({ probability }, i) => {
      expect(Math.abs(Math.log(probability / fresh[i].probability))).toBeLessThan(1e-3);
    });
  });

  test('a message that ends a question is heard while it is answered', async () => {
    const suggester = new Suggester(model, tokenizer, memoryOf(true));
    const controllers = Array.from('I am going', () => new AbortController());
    const asked = controllers.map(({ signal }, i) =>
      suggester.suggest('I am going'.slice(0, i), { signal }).catch(() => 'given up'),
    );
    const last = suggester.suggest('I am going');
    const run = vi.spyOn(EvalSession.prototype, 'everything');
    // As the page does: a message for each key that came too late.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => controllers[data].abort();
    for (const [i] of controllers.entries()) port2.postMessage(i);
    expect(await Promise.all(asked)).toEqual(controllers.map(() => 'given up'));
    expect(await last).toEqual(await new Suggester(model, tokenizer, memoryOf(true)).suggest('I am going'));
    expect(run).toHaveBeenCalledTimes(2);
    run.mockRestore();
    port1.close();

    const long = 'I am going to school, and so are you. '.repeat(20);
    const reading = new AbortController();
    setTimeout(() => reading.abort(new Error('typed on')));
    await expect(suggester.read(long, reading.signal)).rejects.toThrow('typed on');
  });
});
