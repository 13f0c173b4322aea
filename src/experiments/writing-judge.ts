/**
 * Whose writing is it? A judge that shares nothing with the models: it knows characters alone, no tokens and no words. For
 * each author it has a model of which character follows up to four others, and says who is likeliest to have written a passage.
 *
 * Source: Witten and Bell, The Zero-Frequency Problem (1991), method C, interpolated as in Chen and Goodman (1998), section 2.
 */

/** Characters that are counted together at most. */
const LONGEST = 5;
/** As if every character were as likely as one of this many, where nothing is known. */
const CHARACTERS = 256;

/** Line breaks and spaces are the same to it: they say more about files than about people. */
export function asOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** How likely one author is to write a character after others. */
class CharacterModel {
  private readonly counts = new Map<string, number>();
  /** Of each context, how many characters followed, and how many different ones. */
  private readonly contexts = new Map<string, { all: number; kinds: number }>();

  constructor(text: string) {
    const characters = Array.from(asOneLine(text));
    for (let end = 1; end <= characters.length; end++)
      for (let start = Math.max(0, end - LONGEST); start < end; start++) {
        const context = characters.slice(start, end - 1).join('');
        const gram = context + characters[end - 1];
        const before = this.counts.get(gram) ?? 0;
        this.counts.set(gram, before + 1);
        const known = this.contexts.get(context);
        if (!known) this.contexts.set(context, { all: 1, kinds: 1 });
        else {
          known.all += 1;
          if (before === 0) known.kinds += 1;
        }
      }
  }

  /** Mean ln of the probability of each of `characters`, given those before it. */
  score(characters: readonly string[]): number {
    let sum = 0;
    for (let at = 0; at < characters.length; at++) {
      let probability = 1 / CHARACTERS;
      for (let start = at; start >= Math.max(0, at - LONGEST + 1); start--) {
        const context = characters.slice(start, at).join('');
        const known = this.contexts.get(context);
        if (!known) break;
        const count = this.counts.get(context + characters[at]) ?? 0;
        probability = (count + known.kinds * probability) / (known.all + known.kinds);
      }
      sum += Math.log(probability);
    }
    return sum / Math.max(1, characters.length);
  }
}

/** Tells whose a passage is, by as many characters of each author's text. */
export class Judge {
  private readonly models: CharacterModel[];

  /** Whoever wrote more would be believed more, so each of `texts` is cut to the length of the shortest, the end kept. */
  constructor(texts: readonly string[]) {
    const lines = texts.map(asOneLine);
    const length = Math.min(...lines.map((line) => line.length));
    this.models = lines.map((line) => new CharacterModel(line.slice(line.length - length)));
  }

  /** The index of the author who is likeliest to have written `passage`; the first among equals. */
  ask(passage: string): number {
    const characters = Array.from(asOneLine(passage));
    const scores = this.models.map((model) => model.score(characters));
    return scores.indexOf(Math.max(...scores));
  }
}
