import { pause } from '../model/workers';
import { GENERAL_TEXT } from '../text/general';
import type { Sampling, Setup } from './experiment';
import { Judge } from './writing-judge';
import { copiedShare, distinctShare, type Place, passagesIn } from './writing-passages';

/** A continuation, with what stands before it in the held-out text. */
export interface Passage {
  prompt: string;
  text: string;
}

type OfBoth = Record<'base' | 'own', number>;

/** What the judge says of real passages, and of each way to choose tokens. */
export interface Judged {
  /** Of real held-out passages, the share that is rightly given to the author or to somebody else; both count alike. */
  accuracy: number;
  /** Of the author's own real passages, the share that is given to the author; of the others', to somebody else. */
  ofAuthor: number;
  ofOthers: number;
  /** Who the others are: authors' ids, and names of texts. */
  others: string[];
  tried: {
    sampling: Sampling;
    /** The share of the continuations that is given to the author. */
    judged: OfBoth;
    /** The share of their words in runs of eight or more that are in the training text. */
    copied: OfBoth;
    /** Of the one that repeats itself most, how many of its four words in a row are different ones. */
    distinct4: OfBoth;
  }[];
}

/** What is learned of a text, and what is kept to be judged: about a fifth, as of the author's. */
interface Other {
  name: string;
  train: string;
  held: string;
}

const HELD_SHARE = 0.2;
/** Texts shorter than this share of the author's tell too little; the general text is long enough for all. */
const LEAST_SHARE = 0.5;
/** Characters of each text that the judge learns from, at most. */
const MOST_CHARACTERS = 12_000;
const GENERAL = 'general';

/**
 * Lets a judge read real passages and continuations: the first author's training text against the other authors of the
 * setup, its `others`, and the general text. `length` is how many UTF-16 units a passage has.
 */
export async function judgeWriting(
  { authors: [author, ...authors], others = [] }: Setup,
  places: readonly Place[],
  length: number,
  tried: readonly ({ sampling: Sampling } & Record<'base' | 'own', readonly Passage[]>)[],
): Promise<Judged> {
  const { train } = author.text!;
  const learned = train.slice(-MOST_CHARACTERS);
  const all: Other[] = [
    ...authors.flatMap(({ id, text }) => (text ? [{ name: id, ...text }] : [])),
    ...others.map(({ name, text }) => ({ name, ...divided(text) })),
  ];
  const general = GENERAL_TEXT.map(({ text }) => divided(text));
  all.push({
    name: GENERAL,
    train: general.map((one) => one.train).join('\n'),
    held: general.map((one) => one.held).join('\n'),
  });
  const strangers = all.filter((one) => one.train.length >= LEAST_SHARE * learned.length);
  await pause();
  const judge = new Judge([learned, ...strangers.map((one) => one.train.slice(-MOST_CHARACTERS))]);
  const isAuthors = async (passages: readonly string[]): Promise<boolean[]> => {
    const answers: boolean[] = [];
    for (const passage of passages) {
      answers.push(judge.ask(passage) === 0);
      await pause();
    }
    return answers;
  };
  const shareOf = (answers: readonly boolean[]) => answers.filter(Boolean).length / answers.length;
  const each = Math.ceil((2 * places.length) / strangers.length);
  const real = await isAuthors(places.map((place) => place.real));
  const foreign = await isAuthors(strangers.flatMap(({ held }) => passagesIn(held, length, each)));
  const [ofAuthor, ofOthers] = [shareOf(real), 1 - shareOf(foreign)];
  const judged: Judged['tried'] = [];
  for (const { sampling, ...passages } of tried) {
    const texts = {
      base: passages.base.map(({ text }) => text),
      own: passages.own.map(({ text }) => text),
    };
    const ofBoth = (share: (texts: readonly string[]) => number): OfBoth => ({
      base: share(texts.base),
      own: share(texts.own),
    });
    judged.push({
      sampling,
      judged: { base: shareOf(await isAuthors(texts.base)), own: shareOf(await isAuthors(texts.own)) },
      copied: ofBoth((written) => copiedShare(written, train)),
      distinct4: ofBoth(distinctShare),
    });
  }
  const accuracy = (ofAuthor + ofOthers) / 2;
  return { accuracy, ofAuthor, ofOthers, others: strangers.map(({ name }) => name), tried: judged };
}

function divided(text: string): { train: string; held: string } {
  const cut = Math.round((1 - HELD_SHARE) * text.length);
  return { train: text.slice(0, cut), held: text.slice(cut) };
}
