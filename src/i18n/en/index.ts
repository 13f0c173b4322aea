import { charts } from './charts';
import { errors } from './errors';
import { experiments } from './experiments';
import { format } from './format';
import { lab } from './lab';

/**
 * Every sentence that a person reads on the page, in English. A leaf is a string, or a function from the numbers and names
 * of a sentence to the whole sentence. `<link>…</link>` and other tags mark a stretch that the screen wraps, see `Rich`.
 */
export const en = { format, errors, charts, experiments, lab };

/** What a catalogue in any language holds; English decides. */
export type Strings = typeof en;
