/** An expression that is not understood, or takes too long. */
export class PatternError extends Error {}

/** Gives every place in `text` where a match ends that begins at one of `starts`. */
type Matcher = (text: string, starts: ReadonlySet<number>) => Set<number>;

const LONGEST_PATTERN = 2000;

/** How many steps, from each place in a text, the patterns of one setting may take together: less than a second. */
export const MOST_STEPS = 5_000_000;

/**
 * Whether the whole of a text matches a regular expression in Python's syntax that may come from anyone, which the
 * browser's own engine must never see: it can take years for a few characters. This one follows all ways at once, in
 * steps that are counted. It knows characters, classes, groups, alternatives, repetitions and anchors.
 *
 * @param allowance of steps, from which those taken are subtracted
 * @throws PatternError, also from the function that it gives
 */
export function compilePattern(pattern: string, allowance: { steps: number }): (text: string) => boolean {
  if (pattern.length > LONGEST_PATTERN) throw new PatternError('too long');
  const parser = new Parser(pattern, allowance);
  const matcher = parser.alternatives();
  if (!parser.isAtEnd) throw new PatternError('an unmatched bracket');
  return (text) => matcher(text, new Set([0])).has(text.length);
}

const WORD = /\w/;
const SHORTHANDS: Record<string, RegExp> = { d: /\d/, D: /\D/, w: WORD, W: /\W/, s: /\s/, S: /\S/ };
const isWord = (character: string | undefined) => character !== undefined && WORD.test(character);
const isBoundary = (text: string, at: number) => isWord(text[at - 1]) !== isWord(text[at]);
const ANCHORS: Record<string, (text: string, at: number) => boolean> = {
  '^': (_, at) => at === 0,
  '\\A': (_, at) => at === 0,
  $: (text, at) => at === text.length,
  '\\Z': (text, at) => at === text.length,
  '\\b': isBoundary,
  '\\B': (text, at) => !isBoundary(text, at),
};

class Parser {
  #at = 0;

  constructor(
    readonly pattern: string,
    readonly allowance: { steps: number },
  ) {}

  get isAtEnd(): boolean {
    return this.#at >= this.pattern.length;
  }

  alternatives(): Matcher {
    const all = [this.#sequence()];
    while (this.#take('|')) all.push(this.#sequence());
    return (text, starts) => new Set(all.flatMap((one) => [...one(text, starts)]));
  }

  #sequence(): Matcher {
    const parts: Matcher[] = [];
    while (!this.isAtEnd && !'|)'.includes(this.pattern[this.#at])) parts.push(this.#repeated(this.#atom()));
    return (text, starts) => parts.reduce((at, part) => part(text, at), new Set(starts));
  }

  #atom(): Matcher {
    const character = this.#next();
    if (character === '(') return this.#group();
    if (character === '[') return this.#one(this.#characterClass());
    if (character === '.') return this.#one(() => true);
    if ('*+?{'.includes(character)) throw new PatternError('nothing to repeat');
    const token = character === '\\' ? `\\${this.#next()}` : character;
    const anchor = ANCHORS[token];
    if (anchor) return (text, starts) => new Set([...starts].filter((at) => anchor(text, at)));
    return this.#one(character === '\\' ? escaped(token[1]) : (given) => given === character);
  }

  #group(): Matcher {
    // Whether a group is kept, and its name, change nothing here; what looks ahead or sets flags does.
    if (this.#take('?') && !this.#take(':')) {
      const [name] = /^P<\w+>/.exec(this.pattern.slice(this.#at)) ?? [];
      if (!name) throw new PatternError('an unknown group');
      this.#at += name.length;
    }
    const inner = this.alternatives();
    if (!this.#take(')')) throw new PatternError('an open group');
    return inner;
  }

  #characterClass(): (character: string) => boolean {
    const isNegated = this.#take('^');
    const tests: ((character: string) => boolean)[] = [];
    for (let first = true; first || this.pattern[this.#at] !== ']'; first = false) {
      const from = this.#next();
      if (from === '\\') {
        tests.push(escaped(this.#next()));
        continue;
      }
      const isRange = this.pattern[this.#at] === '-' && this.pattern[this.#at + 1] !== ']';
      if (isRange) this.#at++;
      const to = isRange ? this.#next() : from;
      if (to === '\\') throw new PatternError('a range of classes');
      tests.push((character) => character >= from && character <= to);
    }
    this.#at++;
    return (character) => tests.some((test) => test(character)) !== isNegated;
  }

  #repeated(atom: Matcher): Matcher {
    const [quantifier, least, comma, most] =
      /^(?:[*+?]|\{(\d*)(,?)(\d*)\})/.exec(this.pattern.slice(this.#at)) ?? [];
    if (!quantifier) return atom;
    this.#at += quantifier.length;
    // Which way is tried first makes no difference to whether the whole matches.
    this.#take('?');
    if ('*+?{'.includes(this.pattern[this.#at] ?? ' ')) throw new PatternError('repeated twice');
    const [min, max] = {
      '*': [0, Number.POSITIVE_INFINITY],
      '+': [1, Number.POSITIVE_INFINITY],
      '?': [0, 1],
    }[quantifier] ?? [Number(least), comma ? Number(most || Number.POSITIVE_INFINITY) : Number(least)];
    return (text, starts) => {
      let reached = new Set(starts);
      for (let n = 0; n < min && reached.size > 0; n++) reached = this.#counted(atom, text, reached);
      const all = new Set(reached);
      for (let n = min; n < max && reached.size > 0; n++) {
        reached = new Set([...this.#counted(atom, text, reached)].filter((at) => !all.has(at)));
        for (const at of reached) all.add(at);
      }
      return all;
    };
  }

  #counted(atom: Matcher, text: string, starts: ReadonlySet<number>): Set<number> {
    this.#count(starts);
    return atom(text, starts);
  }

  #one(test: (character: string) => boolean): Matcher {
    return (text, starts) => {
      this.#count(starts);
      return new Set([...starts].filter((at) => at < text.length && test(text[at])).map((at) => at + 1));
    };
  }

  #count({ size }: ReadonlySet<number>): void {
    this.allowance.steps -= 1 + size;
    if (this.allowance.steps < 0) throw new PatternError('too many steps');
  }

  #next(): string {
    if (this.isAtEnd) throw new PatternError('cut short');
    return this.pattern[this.#at++];
  }

  #take(character: string): boolean {
    const isThere = this.pattern[this.#at] === character;
    if (isThere) this.#at++;
    return isThere;
  }
}

/** The meaning of a backslash before a character. */
function escaped(character: string): (given: string) => boolean {
  const shorthand = SHORTHANDS[character];
  if (shorthand) return (given) => shorthand.test(given);
  // Letters and digits that are left mean control characters, or what a group has matched.
  if (WORD.test(character)) throw new PatternError('an unknown escape');
  return (given) => given === character;
}
