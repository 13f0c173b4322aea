import type { Strings } from '../i18n/en';
import type { BarChart, Tone } from './chart';
import type { Presentation, Sampling } from './experiment';
import type { Tried, Writer, WritingFound } from './writing';

type Words = Strings['experiments']['writing'];

const TONES: Record<Writer, Tone> = { base: 'base', alone: 'train', own: 'mine' };
const WRITERS = Object.keys(TONES) as Writer[];

/** A judge that gives so many of the base's texts to the author tells little. */
const CONVINCED = 0.5;

/** What was found, in the words of one language. */
export function present(found: WritingFound, { experiments }: Strings): Presentation {
  const words = experiments.writing;
  const [counts] = found.tried;
  return {
    sentence: sentenceOf(found, words),
    charts: chartsOf(found, words),
    table: tableOf(found, words),
    ...(counts && {
      passages: counts.own.map(({ prompt, text }, i) => ({
        prompt,
        texts: [
          { name: words.models.base, tone: TONES.base, text: counts.base[i]?.text ?? '' },
          { name: words.models.own, tone: TONES.own, text },
        ],
      })),
    }),
  };
}

function sentenceOf({ typed, peer, judge, tried }: WritingFound, words: Words): string {
  const { base, alone, own } = typed;
  const [counts] = tried;
  const sentences = [
    ...(base && alone && own ? [words.typing(own.words, { base, alone, own })] : []),
    ...(peer
      ? [peer.state === 'measured' ? words.presage.measured(peer.savings) : words.presage[peer.state]]
      : []),
    ...(judge && counts ? [words.judge(counts.own.length, { ...counts, ...judge })] : []),
    ...(counts && counts.judged.base >= CONVINCED ? [words.weakJudge] : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : words.notYet;
}

function chartsOf({ typed, peer, judge, tried }: WritingFound, words: Words): BarChart[] {
  const measured = WRITERS.flatMap((writer) => {
    const shares = typed[writer];
    return shares ? [{ name: words.models[writer], tone: TONES[writer], shares }] : [];
  });
  const chart = (title: string, bars: BarChart['bars']): BarChart[] =>
    bars.length > 0 ? [{ kind: 'bars', title, unit: 'share', from: 0, bars }] : [];
  const [counts] = tried;
  return [
    ...chart(words.charts.savings, [
      ...measured.map(({ name, tone, shares }) => ({ name, tone, value: shares.savings })),
      ...(peer?.state === 'measured'
        ? [{ name: words.presageName, tone: 'other' as const, value: peer.savings }]
        : []),
    ]),
    ...chart(
      words.charts.hits,
      measured.map(({ name, tone, shares }) => ({ name, tone, value: shares.hit3 })),
    ),
    ...(judge && counts
      ? chart(words.charts.judged, [
          { name: words.models.base, tone: TONES.base, value: counts.judged.base },
          { name: words.models.own, tone: TONES.own, value: counts.judged.own },
          { name: words.models.real, tone: 'other', value: judge.ofAuthor },
        ])
      : []),
  ];
}

function tableOf({ typed, peer, tried }: WritingFound, words: Words): Presentation['table'] {
  const { table, models } = words;
  const typing = WRITERS.flatMap((writer) => {
    const shares = typed[writer];
    return shares
      ? [[models[writer], '', shares.words, shares.hit1, shares.hit3, shares.savings, '', '', '']]
      : [];
  });
  const presage =
    peer?.state === 'measured' ? [[words.presageName, '', '', '', '', peer.savings, '', '', '']] : [];
  const written = tried.flatMap((one) =>
    (['base', 'own'] as const).map((writer) => [
      ...[models[writer], settingWords(one.sampling, words), '', '', '', ''],
      ...numbersOf(one, writer),
    ]),
  );
  return {
    head: [
      ...[table.model, table.setting, table.words, table.hit1, table.hit3, table.savings],
      ...[table.judged, table.copied, table.distinct],
    ],
    rows: [...typing, ...presage, ...written],
  };
}

const numbersOf = ({ judged, copied, distinct4 }: Tried, writer: 'base' | 'own') => [
  ...[judged[writer], copied[writer], distinct4[writer]],
];

function settingWords(sampling: Sampling, words: Words): string {
  const settings = Object.entries(sampling) as [keyof Sampling, number][];
  if (settings.length === 0) return words.usual;
  return words.several(settings.map(([name, value]) => words.setting(words.settings[name], value)));
}
