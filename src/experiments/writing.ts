import { MOST_ENTRIES } from '../eval/cache-effect';
import type { EvaluatedModel } from '../eval/evaluator';
import { DEFAULT_GENERATION } from '../eval/options';
import { sharesOf, type Typing, type TypingShares } from '../eval/suggest-typing';
import type { Strings } from '../i18n/en';
import type { AdapterWeights } from '../model/adapter';
import {
  type Cell,
  type Experiment,
  ExperimentError,
  type Form,
  type Found,
  type Label,
  type PeerAnswer,
  type Setup,
  type Subject,
} from './experiment';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { type Judged, judgeWriting, type Passage } from './writing-judging';
import { placesIn } from './writing-passages';
import { present } from './writing-words';

/** What is asked for: of the own model's continuations, of its copied words and its 4-grams, and of its savings beside the base's. */
export const WANTED = { judged: 0.8, copied: 0.2, distinct4: 0.9, savings: 1.15 } as const;

/** UTF-16 units of held-out text that are typed, and continuations that are written. */
const MEASURED: Record<Form, { typed: number; passages: number }> = {
  quick: { typed: 600, passages: 10 },
  full: { typed: 3000, passages: 20 },
};
/** Of each continuation. */
const PASSAGE_TOKENS = 60;
/** What one token costs that is read alone, and how often the model is asked per character that is typed; both measured. */
const ALONE = 8;
const RUNS_PER_CHARACTER = 1.5;

/** The base, the student's model as it was trained, and the same with the text that it learned from as its memory. */
export const WRITERS = ['base', 'alone', 'own'] as const;
export type Writer = (typeof WRITERS)[number];

export type WritingResult =
  | { kind: 'trained'; adapter: AdapterWeights }
  | { kind: 'typed'; typing: Typing }
  | { kind: 'written'; passages: Passage[] }
  | ({ kind: 'judged' } & Judged)
  | ({ kind: 'peer' } & PeerAnswer);

/** A way to choose tokens, with what the judge says of the passages that were written so. */
export type Tried = Judged['tried'][number] & Record<'base' | 'own', Passage[]>;

export interface WritingFound extends Found {
  author: string;
  typed: Partial<Record<Writer, TypingShares & { words: number }>>;
  peer?: PeerAnswer;
  judge?: Omit<Judged, 'tried'>;
  /** The first is the one that counts. */
  tried: Tried[];
}

/**
 * Does it write like you? How well the next word is suggested, how many keys that saves, and whose a judge takes the
 * continuations to be; of the first author's held-out text.
 */
export const writing: Experiment<WritingResult, WritingFound> = {
  id: 'writing',
  cells,
  conclude,
  present,
  facts,
};

function cells(setup: Setup): Cell<WritingResult>[] {
  const [author] = setup.authors;
  const { form, peer, samplings = [{}] } = setup;
  if (!author.text)
    throw new RangeError('To be written on, a text must be there as text, and not only as tokens.');
  const { train, held } = author.text;
  const typed = held.slice(0, MEASURED[form].typed);
  const length = Math.round((PASSAGE_TOKENS * train.length) / author.train.length);
  const places = placesIn(held, MEASURED[form].passages, length);
  if (places.length === 0)
    throw new ExperimentError('longer-held', {
      ...{ author: author.id, needed: 3 * PASSAGE_TOKENS, have: author.held.length },
    });
  const settings = settingsFor(setup, 'norm');
  const memory = author.train.slice(-MOST_ENTRIES);
  const label =
    (what: LabelOf): Label =>
    ({ experiments: { writing: words } }, nameOf) =>
      words.label(nameOf(author.id), what(words.doing));
  const modelOf = (writer: Writer, earlier: ReadonlyMap<string, WritingResult>): EvaluatedModel => {
    if (writer === 'base') return { kind: 'base' };
    const { adapter } = earlier.get('trained') as Extract<WritingResult, { kind: 'trained' }>;
    return writer === 'own' ? { ...adapter, memory } : adapter;
  };
  const memoryCost = (writer: Writer) => (writer === 'own' ? measuringCost(memory.length) : 0);
  return [
    {
      id: 'trained',
      label: label((doing) => doing.trained),
      cost: trainingCost(settings),
      run: async (runner) => ({
        kind: 'trained',
        adapter: (await runner.train(author.train, settings)).adapter,
      }),
    },
    ...WRITERS.map(
      (writer): Cell<WritingResult> => ({
        id: typedId(writer),
        label: label((doing) => doing.typed(doing.writers[writer])),
        cost: measuringCost(ALONE * RUNS_PER_CHARACTER * typed.length) + memoryCost(writer),
        async run(runner, earlier) {
          if (!runner.type) throw new RangeError('This runner cannot type.');
          return { kind: 'typed', typing: await runner.type(modelOf(writer, earlier), typed) };
        },
      }),
    ),
    ...samplings.flatMap((sampling, i) =>
      (['base', 'own'] as const).map(
        (writer): Cell<WritingResult> => ({
          id: writtenId(writer, i),
          label: label((doing) => doing.written(doing.writers[writer], i + 1, samplings.length)),
          cost: measuringCost(ALONE * PASSAGE_TOKENS * places.length) + memoryCost(writer),
          async run(runner, earlier) {
            if (!runner.write) throw new RangeError('This runner cannot write.');
            const passages: Passage[] = [];
            for (const [seed, { prompt }] of places.entries()) {
              const options = { ...DEFAULT_GENERATION, ...sampling, seed };
              const text = await runner.write(modelOf(writer, earlier), prompt, PASSAGE_TOKENS, options);
              passages.push({ prompt, text });
            }
            return { kind: 'written', passages };
          },
        }),
      ),
    ),
    {
      id: 'judged',
      label: label((doing) => doing.judged),
      cost: measuringCost(300),
      async run(_, earlier) {
        const tried = samplings.map((sampling, i) => ({ sampling, ...passagesOf(earlier, i) }));
        return { kind: 'judged', ...(await judgeWriting(setup, places, length, tried)) };
      },
    },
    ...(peer
      ? [
          {
            id: 'peer',
            label: label((doing) => doing.peer),
            cost: measuringCost(ALONE * RUNS_PER_CHARACTER * typed.length),
            run: async (): Promise<WritingResult> => ({ kind: 'peer', ...(await peer(train, typed)) }),
          },
        ]
      : []),
  ];
}

/** Chooses the words for what is being done. */
type LabelOf = (doing: Strings['experiments']['writing']['doing']) => string;

const typedId = (writer: Writer) => `typed/${writer}`;
const writtenId = (writer: 'base' | 'own', sampling: number) => `written/${writer}/${sampling}`;

function passagesOf(
  results: ReadonlyMap<string, WritingResult>,
  sampling: number,
): Record<'base' | 'own', Passage[]> {
  const of = (writer: 'base' | 'own') => {
    const result = results.get(writtenId(writer, sampling));
    return result?.kind === 'written' ? result.passages : [];
  };
  return { base: of('base'), own: of('own') };
}

function conclude({ authors }: Subject, results: ReadonlyMap<string, WritingResult>): WritingFound {
  const typed: WritingFound['typed'] = {};
  for (const writer of WRITERS) {
    const result = results.get(typedId(writer));
    if (result?.kind === 'typed') typed[writer] = { ...sharesOf(result.typing), words: result.typing.words };
  }
  const judged = results.get('judged');
  const peer = results.get('peer');
  const found: WritingFound = { passed: undefined, author: authors[0].id, typed, tried: [] };
  if (peer?.kind === 'peer') {
    const { kind: _, ...answer } = peer;
    found.peer = answer;
  }
  if (judged?.kind === 'judged') {
    const { kind: _, tried, ...judge } = judged;
    found.judge = judge;
    found.tried = tried.map((one, i) => ({ ...one, ...passagesOf(results, i) }));
    if (typed.base && typed.own) found.passed = isPassed(found.tried[0], typed.own, typed.base);
  }
  return found;
}

function isPassed({ judged, copied, distinct4 }: Tried, own: TypingShares, base: TypingShares): boolean {
  return (
    judged.own >= WANTED.judged &&
    copied.own <= WANTED.copied &&
    distinct4.own >= WANTED.distinct4 &&
    own.savings >= WANTED.savings * base.savings
  );
}

/** What `--json` has under `writing`. */
function facts({ typed, peer, judge, tried }: WritingFound): Record<string, unknown> {
  const [counts] = tried;
  const isMeasured = peer?.state === 'measured';
  return {
    writing: {
      ...typed,
      presage: isMeasured ? { savings: peer.savings } : (peer?.state ?? 'not-asked'),
      ...(counts && {
        judge: { ...judge, ...counts.judged },
        copied: counts.copied.own,
        distinct4: counts.distinct4.own,
        passages: { base: counts.base, own: counts.own },
        tried: tried.map(({ base: _, own: __, ...numbers }) => numbers),
      }),
    },
  };
}
