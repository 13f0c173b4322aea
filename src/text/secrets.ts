import type { SecretExample, Secrets } from './prepared';
import { findNumbers } from './secret-numbers';
import { SECRET_PATTERNS, type SecretKind, type SecretPattern } from './secret-patterns';

/** A stretch of a text that looks like a secret, from `start` to before `end`, in UTF-16 units. */
export interface Secret {
  kind: SecretKind;
  start: number;
  end: number;
}

/**
 * What takes the place of a secret that was left out. A sign and not nothing: the words around it must not become neighbours,
 * nor digits on both sides a new number, and the model should learn that something is missing, not to do without it.
 */
export const OMISSION = '…';

/** All secrets in a cleaned text, in order; none overlaps another. The work is linear in its length. */
export function findSecrets(text: string): Secret[] {
  const found: Secret[] = [];
  // What is found is covered, sign by sign, so that the next pattern sees the text as it is after leaving out.
  let rest = withPlainDigits(text);
  const take = (secrets: readonly Secret[]) => {
    let covered = '';
    let at = 0;
    for (const secret of secrets) {
      if (secret.start < at) continue;
      const { kind, start, end } = toWholeWords(rest, secret, at);
      found.push({ kind, start, end });
      covered += rest.slice(at, start) + OMISSION.repeat(end - start);
      at = end;
    }
    if (at > 0) rest = covered + rest.slice(at);
  };
  for (const pattern of SECRET_PATTERNS) take(matchesOf(pattern, rest));
  take(findNumbers(rest));
  return found.sort((a, b) => a.start - b.start);
}

/** The text with digits of every script as 0 to 9, each in its place. */
function withPlainDigits(text: string): string {
  return text.replace(/(?!\d)\p{Nd}/gu, (digit) => (digit.length > 1 ? digit : String(numberOfDigit(digit))));
}

/** Unicode has the ten digits of a script one after the other. */
function numberOfDigit(digit: string): number {
  let zero = digit.charCodeAt(0);
  while (/\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero--;
  return (digit.charCodeAt(0) - zero) % 10;
}

/** The text with `OMISSION` in the place of each of its secrets. Doing it twice changes nothing. */
export function leaveOutSecrets(text: string, secrets: readonly Secret[]): string {
  let left = '';
  let at = 0;
  for (const { start, end } of secrets) {
    left += text.slice(at, start) + OMISSION;
    at = end;
  }
  return left + text.slice(at);
}

/** Examples that are shown, at most. */
const EXAMPLES = 6;

/** What was found in `texts`, for showing: how many of which kind, and the most frequent ones, masked. */
export function describeSecrets(
  texts: readonly string[],
  secrets: readonly (readonly Secret[])[],
  leftOut: boolean,
): Secrets {
  const counts = new Map<SecretKind, number>();
  const examples = new Map<string, SecretExample>();
  texts.forEach((text, i) => {
    for (const { kind, start, end } of secrets[i]) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const stretch = text.slice(start, end);
      // The same number may be written with other spaces.
      const same = `${kind} ${stretch.replace(/[\s()+-]/g, '')}`;
      const example = examples.get(same) ?? { kind, masked: mask(stretch), times: 0 };
      example.times++;
      examples.set(same, example);
    }
  });
  return {
    counts: Array.from(counts, ([kind, count]) => ({ kind, count })),
    examples: Array.from(examples.values())
      .sort((a, b) => b.times - a.times)
      .slice(0, EXAMPLES),
    leftOut,
  };
}

/** A stretch is shown by two characters of each end at most, and never by more than two fifths. */
const SHOWN = 2;
const CHARACTERS_FOR_ONE_SHOWN = 5;
const MOST_BULLETS = 8;

/** "98••••••10": enough to know one's own, too little to use it. Of a key in many lines only the first is shown. */
function mask(stretch: string): string {
  if (stretch.startsWith('-----')) return stretch.slice(0, stretch.indexOf('-----', 5) + 5);
  const characters = Array.from(stretch);
  const shown = Math.min(SHOWN, Math.floor(characters.length / CHARACTERS_FOR_ONE_SHOWN));
  const hidden = characters.length - 2 * shown;
  const bullets = '•'.repeat(Math.min(hidden, MOST_BULLETS));
  return characters.slice(0, shown).join('') + bullets + characters.slice(shown + hidden).join('');
}

function matchesOf({ kind, pattern, isSecret }: SecretPattern, text: string): Secret[] {
  const secrets: Secret[] = [];
  for (const { groups, indices } of text.matchAll(pattern)) {
    if (isSecret && !isSecret(groups!.secret)) continue;
    const [start, end] = indices!.groups!.secret;
    secrets.push({ kind, start, end });
  }
  return secrets;
}

/** The stretch, and what is left of the words in which it begins (not before `least`) and ends. */
function toWholeWords(text: string, { kind, start, end }: Secret, least: number): Secret {
  let first = start;
  let last = end;
  if (isWordCharacter(text, first)) while (first > least && isWordCharacter(text, first - 1)) first--;
  if (isWordCharacter(text, last - 1)) while (isWordCharacter(text, last)) last++;
  return { kind, start: first, end: last };
}

function isWordCharacter(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}
