/** Words that make an n-gram; two texts that share one this long were hardly written independently. */
export const NGRAM_WORDS = 8;
/** A passage repeats if at least this share of its n-grams occurs in the training text. */
export const REPEATED_SHARE = 0.5;
/** Shorter passages ("Dear diary", "}", a date) occur in all texts; they are judged with their neighbours. */
const SHORT_WORDS = 5;

/**
 * Letters, marks and numbers make words in every script; joiners inside Malayalam words come and go. Each emoji is a
 * word, or a page of them would repeat every other.
 */
const WORD = /[\p{L}\p{M}\p{N}]+|[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/gu;
/** Joiners, and what only says how an emoji looks. */
const UNSPOKEN = /\u200C|\u200D|\uFE0E|\uFE0F/g;

/** The words of a text without case, punctuation and space. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().replace(UNSPOKEN, '').match(WORD) ?? [];
}

/**
 * Which of the `held` passages repeat the training text, and so would be measured by memory: at least
 * half of the passage's 8-grams occur there. A passage of five to seven words is one n-gram by itself,
 * which makes the rule "word for word". Shorter ones next to each other are judged as one passage, so
 * that a repeated list is found; if they have fewer than five words together, they go with what is
 * before and after them.
 */
export function findRepeats(training: readonly string[], held: readonly string[]): boolean[] {
  const units = unitsOf(held);
  const ngrams = units.map(({ words }) => ngramsOf(words));
  const found = occurring(training, new Set(ngrams.flat()));
  const judged = ngrams.map((list): boolean | undefined =>
    list.length === 0
      ? undefined
      : list.filter((ngram) => found.has(ngram)).length >= REPEATED_SHARE * list.length,
  );
  return units.flatMap(({ passages }, i) => {
    const around = [judged[i - 1], judged[i + 1]].filter((judgement) => judgement !== undefined);
    const repeats = judged[i] ?? (around.length > 0 && around.every((judgement) => judgement));
    return Array.from({ length: passages }, () => repeats);
  });
}

/** Passages in a row that are judged together, and their words. */
interface Unit {
  passages: number;
  words: string[];
}

/** Each long passage by itself, and short ones between them together. */
function unitsOf(held: readonly string[]): Unit[] {
  const units: Unit[] = [];
  let lastIsShort = false;
  for (const text of held) {
    const words = wordsOf(text);
    const isShort = words.length < SHORT_WORDS;
    const last = units.at(-1);
    if (last && lastIsShort && isShort) {
      last.passages++;
      last.words.push(...words);
    } else units.push({ passages: 1, words });
    lastIsShort = isShort;
  }
  return units;
}

/** All n-grams as words joined by spaces; none of fewer words than make a passage. */
export function ngramsOf(words: readonly string[]): string[] {
  if (words.length < SHORT_WORDS) return [];
  const n = Math.min(words.length, NGRAM_WORDS);
  return Array.from({ length: words.length - n + 1 }, (_, i) => words.slice(i, i + n).join(' '));
}

/** Those of `wanted` that occur in the texts. */
function occurring(texts: readonly string[], wanted: ReadonlySet<string>): Set<string> {
  const lengths = new Set<number>();
  const vocabulary = new Set<string>();
  for (const ngram of wanted) {
    const words = ngram.split(' ');
    lengths.add(words.length);
    for (const word of words) vocabulary.add(word);
  }
  const found = new Set<string>();
  for (const text of texts) {
    const words = wordsOf(text);
    let known = 0;
    for (let end = 1; end <= words.length; end++) {
      // Most places of a long text are passed over here, for want of a word.
      known = vocabulary.has(words[end - 1]) ? known + 1 : 0;
      for (const n of lengths) {
        if (known < n) continue;
        const ngram = words.slice(end - n, end).join(' ');
        if (wanted.has(ngram)) found.add(ngram);
      }
    }
  }
  return found;
}
