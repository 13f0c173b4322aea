import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/**
 * Makes clean text noisy, as phones, chats and copied pages make it: typing errors and lost words, no capitals and no
 * full stops, emojis, links, lines of pasted code, Malayalam and Manglish between English words. `share` is how many of the
 * words are hit by each kind of noise that fits them; lines and paragraphs stay where they are. The same text, share
 * and seed always give the same.
 *
 * @throws RangeError when `share` is not between 0 and 1
 */
export function noisify(text: string, share: number, seed: number): string {
  if (!(share >= 0 && share <= 1)) throw new RangeError('The share of noise is a number from 0 to 1.');
  const random = mersenne(seed);
  const below = (n: number) => uniformInt(random, 0, n - 1);
  const chance: Chance = {
    hits: (often) => below(1_000_000) < often * share * 1_000_000,
    below,
    one: (list) => list[below(list.length)],
  };
  // Words and the space between them take turns.
  const parts = text.split(/(\s+)/);
  const noisy = parts.map((part, i) => (i % 2 === 0 ? noisyWord(part, chance) : noisySpace(part, chance)));
  // Never nothing: words that are lost leave their space.
  return noisy.join('');
}

/** What a cleaner that knows no language can take out again: links and emojis, and the space they leave. */
export function takeOutNoise(text: string): string {
  return text
    .replace(/https?:\/\/\S+/g, '')
    .replace(EMOJI, '')
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/[^\S\n]+$/gm, '');
}

interface Chance {
  /** Whether something that happens `often` (a share) of the time at full noise happens now. */
  hits(often: number): boolean;
  below(n: number): number;
  one<T>(list: readonly T[]): T;
}

const EMOJI = /\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f]*/gu;
const EMOJIS = ['😂', '😭', '🙏', '🔥', '😅', '👍🏽', '❤️', '🤣', '😡', '🥲', '💯', '🏃'];
const MANGLISH = 'alle pinne adipoli entha athe njan ente sheri poli mone chetta ippo evide kollam'.split(
  ' ',
);
const MALAYALAM = 'അല്ലേ പിന്നെ അടിപൊളി എന്താ അതെ ഞാൻ എന്റെ ശരി ഇപ്പോൾ എവിടെ കൊള്ളാം ചേട്ടാ'.split(' ');
const SITES = ['youtu.be', 'www.instagram.com/reel', 'bit.ly', 'en.wikipedia.org/wiki', 'forms.gle'];
const CODE = [
  'for i in range(10): print(i)',
  'const x = await fetch(url).then((r) => r.json());',
  '<div class="row"><b>hello</b></div>',
  'pip install numpy==1.26.4 --user',
  "Traceback (most recent call last): NameError: name 'marks' is not defined",
  'SELECT name, marks FROM class9b WHERE marks < 35;',
];
/** The little words that hurried writers leave out. */
const SMALL_WORDS = new Set('a an the is am are was to of in on at and that it my'.split(' '));
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function noisyWord(word: string, chance: Chance): string {
  if (word === '') return word;
  if (SMALL_WORDS.has(word.toLowerCase()) && chance.hits(1)) return '';
  let noisy = word;
  if (chance.hits(1)) noisy = noisy.toLowerCase();
  if (chance.hits(1)) noisy = noisy.replace(/[.,;:!?'"]+$/, '');
  if (chance.hits(0.5)) noisy = mistyped(noisy, chance);
  if (chance.hits(0.3)) noisy += ` ${chance.one(chance.below(2) === 0 ? MANGLISH : MALAYALAM)}`;
  if (chance.hits(0.2)) noisy += ` ${chance.one(EMOJIS).repeat(1 + chance.below(3))}`;
  if (chance.hits(0.04)) noisy += ` https://${chance.one(SITES)}/${nameOf(chance)}`;
  return noisy;
}

/** Space stays; a line may be followed by pasted code. */
function noisySpace(space: string, chance: Chance): string {
  return space.includes('\n') && chance.hits(0.5) ? `${space}${chance.one(CODE)}${space}` : space;
}

/** A letter lost, doubled, wrong, or changed with its neighbour; whole characters, whatever the script. */
function mistyped(word: string, { below }: Chance): string {
  const characters = Array.from(word);
  if (characters.length < 3) return word;
  const at = 1 + below(characters.length - 2);
  const [here, next] = characters.slice(at);
  const instead = [[next], [here, here, next], [LETTERS[below(26)], next], [next, here]][below(4)];
  characters.splice(at, 2, ...instead);
  return characters.join('');
}

function nameOf({ below }: Chance): string {
  return Array.from({ length: 8 }, () => LETTERS[below(26)]).join('');
}
