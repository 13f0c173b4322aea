import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_GENERATION } from '../eval/options';
import type { Typing } from '../eval/suggest-typing';
import type { Trained } from '../model/run';
import { prepare } from '../text/prepare';
import { tokenizer } from '../text/text.fixtures';
import type { Peer, Runner, Setup } from './experiment';
import { repetitive, runShown, setupOf, shownOf } from './experiment.fixtures';
import { reportOf } from './report';
import { authorOf } from './setup';
import { type WritingResult, writing } from './writing';

const read = (path: string) => readFileSync(new URL(`../text/${path}`, import.meta.url), 'utf8');
const author = async (id: string, file: string) =>
  authorOf(id, await prepare([{ name: id, text: read(file) }], tokenizer));

/** Keys of a text of 100 words and 500 characters. */
const typed = (keys: number, first: number): Typing => ({
  words: 100,
  first,
  offered: 2 * first,
  characters: 500,
  keys,
});

async function setup(changed: Partial<Setup> = {}): Promise<Setup> {
  const authors = [
    await author('diary', 'samples/diary.txt'),
    await author('programmer', 'samples/programmer.md'),
  ];
  return { ...setupOf(authors, 1), ...changed };
}

/** A runner whose own model goes on as the author did, and whose base goes on as somebody else. */
function fakeRunner({ authors: [{ text }] }: Setup) {
  const asked: Parameters<NonNullable<Runner['write']>>[] = [];
  const models: string[] = [];
  const nameOf = (model: Parameters<Runner['measure']>[0]) =>
    'kind' in model ? 'base' : model.memory ? 'own' : 'alone';
  const fiction = read('general/fiction.txt');
  const runner: Runner = {
    train: async () => ({ adapter: { method: 'norm', bytes: new Uint8Array(4) } }) as Trained,
    measure: () => Promise.reject(new Error('nothing is measured')),
    async write(...call) {
      asked.push(call);
      const [model, prompt] = call;
      const from = text!.held.indexOf(prompt) + prompt.length;
      return nameOf(model) === 'own' ? text!.held.slice(from, from + 240) : fiction.slice(asked.length, 240);
    },
    async type(model) {
      models.push(nameOf(model));
      return { base: typed(300, 10), alone: typed(280, 15), own: typed(250, 20) }[nameOf(model)];
    },
  };
  return { runner, asked, models };
}

describe('does it write like you', () => {
  test('types and writes with each model, asks the judge, and says so', async () => {
    const peer: Peer = async (train, text) => {
      expect(train.length).toBeGreaterThan(5000);
      expect(text).toHaveLength(600);
      return { state: 'measured', savings: 0.35 };
    };
    const given = await setup({ peer });
    const { runner, asked, models } = fakeRunner(given);
    const found = await runShown(writing, given, runner);
    expect(models).toEqual(['base', 'alone', 'own']);
    expect(asked).toHaveLength(20);
    expect(asked[0][2]).toBe(60);
    // The same seeds for both models, another for each place.
    expect(asked.map(([, , , sampling]) => sampling!.seed)).toEqual([
      ...Array(10).keys(),
      ...Array(10).keys(),
    ]);
    expect(found.passed).toBe(true);
    expect(found.judge!.others).toEqual(['programmer', 'general']);
    expect(found.judge!.accuracy).toBeGreaterThan(0.7);
    expect(found.tried[0].judged.base).toBeLessThan(0.3);
    for (const said of ['20 of 100', '10 of 100', '50%', '44%', '40%', 'saves 35%', '10 texts'])
      expect(found.sentence).toContain(said);
    for (const row of found.table.rows) expect(row).toHaveLength(found.table.head.length);
    expect(found.charts.map((chart) => (chart.kind === 'bars' ? chart.bars.length : 0))).toEqual([4, 3, 3]);
    expect(found.passages).toHaveLength(10);

    const { writing: facts } = reportOf(writing, found, String) as unknown as Record<string, never>;
    expect(facts).toMatchObject({
      base: { hit1: 0.1, hit3: 0.2, savings: 0.4 },
      alone: { hit1: 0.15 },
      own: { hit1: 0.2, hit3: 0.4, savings: 0.5 },
      presage: { savings: 0.35 },
      judge: { own: found.tried[0].judged.own, accuracy: found.judge!.accuracy },
      copied: 0,
      distinct4: found.tried[0].distinct4.own,
    });
    const { passages } = facts as { passages: Record<string, { prompt: string; text: string }[]> };
    expect(passages.own[3].prompt).toBe(asked[13][1]);
    expect(passages.base).toHaveLength(10);
  });

  test('tries several ways to choose tokens, and the first one counts', async () => {
    const given = await setup({
      samplings: [
        { temperature: 0.4, minP: 0.1 },
        { loopPenalty: 1, memoryShare: 0.5 },
      ],
    });
    const { runner, asked } = fakeRunner(given);
    const found = await runShown(writing, given, runner);
    expect(asked).toHaveLength(40);
    expect(asked[0][3]).toMatchObject({ temperature: 0.4, minP: 0.1, topP: DEFAULT_GENERATION.topP });
    expect(asked[39][3]).toMatchObject({
      ...{ loopPenalty: 1, memoryShare: 0.5, seed: 9 },
      temperature: DEFAULT_GENERATION.temperature,
    });
    expect(found.tried.map(({ sampling }) => sampling)).toEqual(given.samplings);
    expect(found.table.rows.map((row) => row[1])).toContain('temperature 0.4, min-p 0.1');
  });

  test('other texts are judged too, and one that is too short is not', async () => {
    const others = [
      { name: 'tales', text: read('samples/malayalam.txt') },
      { name: 'note', text: 'Too short to tell anything from.' },
    ];
    const given = await setup({ others });
    const found = await runShown(writing, given, fakeRunner(given).runner);
    expect(found.judge!.others).toEqual(['programmer', 'tales', 'general']);
  });

  const judged = (own: number, copied: number, distinct4: number): WritingResult => ({
    kind: 'judged',
    ...{ accuracy: 0.9, ofAuthor: 0.9, ofOthers: 0.9, others: ['general'] },
    tried: [
      {
        sampling: {},
        judged: { base: 0.1, own },
        copied: { base: 0, own: copied },
        distinct4: { base: 1, own: distinct4 },
      },
    ],
  });

  test.each([
    ['all hold', 0.8, 0.2, 0.9, 250, true],
    ['the judge is not convinced', 0.75, 0.2, 0.9, 250, false],
    ['too much is copied', 0.8, 0.25, 0.9, 250, false],
    ['it turns in circles', 0.8, 0.2, 0.85, 250, false],
    ['the suggestions save too little', 0.8, 0.2, 0.9, 280, false],
  ])('the criterion: %s', async (_, own, copied, distinct4, keys, passed) => {
    const results = new Map<string, WritingResult>([
      ['typed/base', { kind: 'typed', typing: typed(300, 10) }],
      ['typed/own', { kind: 'typed', typing: typed(keys, 10) }],
      ['judged', judged(own, copied, distinct4)],
    ]);
    const given = await setup();
    expect(shownOf(writing, given, results).passed).toBe(passed);
    expect(shownOf(writing, given, results).sentence).not.toContain('too easily convinced');
    results.delete('judged');
    expect(shownOf(writing, given, results).passed).toBeUndefined();
    expect(shownOf(writing, given, new Map()).sentence).toBe('Not all of it has been measured yet.');
  });

  test('says when the judge takes the base for the author as well', async () => {
    const result = judged(0.9, 0, 1);
    if (result.kind === 'judged') result.tried[0].judged.base = 0.8;
    const found = shownOf(writing, await setup(), new Map([['judged', result]]));
    expect(found.sentence).toContain('too easily convinced');
  });

  test('says what became of Presage, and asks it only where it can be asked', async () => {
    const given = await setup();
    expect(writing.cells(given).map(({ id }) => id)).toEqual([
      ...['trained', 'typed/base', 'typed/alone', 'typed/own', 'written/base/0', 'written/own/0', 'judged'],
    ]);
    const peer: Peer = async () => ({ state: 'not-installed' });
    expect(writing.cells({ ...given, peer }).at(-1)!.id).toBe('peer');
    const results = new Map<string, WritingResult>([['peer', { kind: 'peer', state: 'not-installed' }]]);
    const found = shownOf(writing, given, results);
    expect(found.sentence).toContain('is not installed');
    expect(writing.facts!(found)).toMatchObject({ writing: { presage: 'not-installed' } });
  });

  test('needs the text itself, and enough of it', async () => {
    expect(() => writing.cells(setupOf([repetitive('a', 1, 50, 400)], 1))).toThrow(RangeError);
    const given = await setup();
    const [first] = given.authors;
    const short = { ...first, text: { ...first.text!, held: 'Far too short.' } };
    expect(() => writing.cells({ ...given, authors: [short] })).toThrow('longer-held');
  });
});
