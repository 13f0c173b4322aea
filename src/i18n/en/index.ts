import type { classroom } from './class';
import type { collection } from './collection';
import type { cost } from './cost';
import type { counting } from './counting';
import { first } from './first';
import type { lesson } from './lesson';
import type { paper } from './paper';
import type { projector } from './projector';
import { rest } from './rest';
import type { teacher } from './teacher';
import type { worksheet } from './worksheet';

/**
 * The catalogue, in English. A leaf is a string, or a function from the numbers and names
 * of a sentence to the whole sentence. `<link>…</link>` and other tags mark a stretch that the screen wraps, see `Rich`.
 */
export const en = { ...first, ...rest };

/** The same shape with any wording: where English has one of two sentences, another language has other ones. */
type Reworded<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Result
    ? (...args: Args) => Reworded<Result>
    : T extends object
      ? { [Key in keyof T]: Reworded<T[Key]> }
      : T;

/** What loads first, in any language; English decides. */
export type FirstStrings = Reworded<typeof first>;

/** What comes with the first screen that needs it. */
export type RestStrings = Reworded<typeof rest>;

/** What a catalogue in any language holds. */
export type Strings = FirstStrings & RestStrings;

/** What is no part of `en` and comes with its screen: the first one does not wait for these words. */
export type LaterStrings = Reworded<{
  counting: typeof counting;
  classroom: typeof classroom;
  cost: typeof cost;
  paper: typeof paper;
  projector: typeof projector;
  worksheet: typeof worksheet;
  lesson: typeof lesson;
  teacher: typeof teacher;
  collection: typeof collection;
}>;
