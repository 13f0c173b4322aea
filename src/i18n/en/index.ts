import { charts } from './charts';
import type { classroom } from './class';
import type { counting } from './counting';
import { errors } from './errors';
import { experiments } from './experiments';
import { format } from './format';
import { help } from './help';
import { lab } from './lab';
import { library } from './library';
import { make } from './make';
import type { memoryRule } from './memory-rule';
import { pad } from './pad';
import { profile } from './profile';
import { result } from './result';
import { shell } from './shell';
import { terms } from './terms';
import { samples, text } from './text';
import { training } from './training';
import { tryOut } from './try';
import { versions } from './versions';
import { why } from './why';

/**
 * Every sentence that a person reads on the page, in English. A leaf is a string, or a function from the numbers and names
 * of a sentence to the whole sentence. `<link>…</link>` and other tags mark a stretch that the screen wraps, see `Rich`.
 */
export const en = {
  ...{ format, shell, make, training, result, tryOut, pad, why, library, profile, lab, charts, experiments },
  ...{ help, terms, versions },
  ...{ text, samples, errors },
};

/** The same shape with any wording: where English has one of two sentences, another language has other ones. */
type Reworded<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Result
    ? (...args: Args) => Reworded<Result>
    : T extends object
      ? { [Key in keyof T]: Reworded<T[Key]> }
      : T;

/** What a catalogue in any language holds; English decides. */
export type Strings = Reworded<typeof en>;

/** What is no part of `en` and comes with its screen: the first one does not wait for these words. */
export type LaterStrings = Reworded<{
  counting: typeof counting;
  classroom: typeof classroom;
  memoryRule: typeof memoryRule;
}>;
