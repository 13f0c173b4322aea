import type { Strings } from '../en';
import { first } from './first';
import { rest } from './rest';

/** Every sentence of the first screen and of the catalogue's rest, in Malayalam: for a pupil of class 8, by the rules in the README. */
export const ml = { ...first, ...rest } satisfies Strings;
