import { folded, partsOf, SIGNS } from './parts';

/** The number of what stands before the first word of a text and after its last; those of `SIGNS` follow. */
export const EDGE = 0;
const FIRST_WORD = 1 + SIGNS.length;

export const isWord = (id: number): boolean => id >= FIRST_WORD;

/** Whether a sentence begins after it: an edge, or a sign. */
export const endsSentence = (id: number): boolean => id < FIRST_WORD;

/** Texts in which each word has a number: plain arrays, so that it comes from a worker as it is. */
export interface NumberedText {
  /** The texts, joined. */
  text: string;
  /** The numbers of all words and signs in order, with an `EDGE` before, between and after the texts. */
  ids: Int32Array;
  /** Where each of them begins and ends in `text`, in UTF-16 units. */
  starts: Int32Array;
  ends: Int32Array;
  /**
   * By number, the commonest spelling: inside of a sentence, and as its first word. At the beginning of a sentence every word
   * has a capital, so those spellings count inside only for a word that stands nowhere else.
   */
  inside: string[];
  first: string[];
}

/** One way to spell a word, and how often it was met. */
interface Spelling {
  id: number;
  written: string;
  inside: number;
  first: number;
}

/** Stands between two texts that are joined. */
export const BETWEEN_TEXTS = '\n\n';

/** Numbers the words of `texts`, in order of their first use. Takes time in proportion to their length. */
export function numberText(texts: readonly string[]): NumberedText {
  const spellings = new Map<string, Spelling>();
  const numbers = new Map<string, number>(SIGNS.map((sign, i) => [sign, 1 + i]));
  const spellingOf = (written: string): Spelling => {
    let spelling = spellings.get(written);
    if (!spelling) {
      const word = folded(written);
      const id = numbers.get(word) ?? FIRST_WORD + numbers.size - SIGNS.length;
      numbers.set(word, id);
      spellings.set(written, (spelling = { id, written, inside: 0, first: 0 }));
    }
    return spelling;
  };

  const ids: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const put = (id: number, start: number, end: number) => {
    ids.push(id);
    starts.push(start);
    ends.push(end);
  };
  let offset = 0;
  put(EDGE, 0, 0);
  for (const text of texts) {
    for (const { written, isSign, start, end } of partsOf(text)) {
      const spelling = isSign ? undefined : spellingOf(written);
      if (spelling) spelling[endsSentence(ids[ids.length - 1]) ? 'first' : 'inside'] += 1;
      put(spelling?.id ?? numbers.get(written)!, offset + start, offset + end);
    }
    offset += text.length;
    put(EDGE, offset, offset);
    offset += BETWEEN_TEXTS.length;
  }

  const inside = ['', ...SIGNS, ...Array<string>(numbers.size - SIGNS.length).fill('')];
  const first = [...inside];
  const most = inside.map(() => ({ inside: 0, first: 0 }));
  for (const { id, written, ...times } of spellings.values())
    for (const [place, spelled] of [
      ['inside', inside],
      ['first', first],
    ] as const)
      if (times[place] > most[id][place]) {
        most[id][place] = times[place];
        spelled[id] = written;
      }
  const known = (spelled: string[], other: string[]) => spelled.map((word, id) => word || other[id]);
  return {
    text: texts.join(BETWEEN_TEXTS),
    ids: Int32Array.from(ids),
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
    inside: known(inside, first),
    first: known(first, inside),
  };
}
