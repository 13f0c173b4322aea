import type { FirstStrings } from '../en';
import { errors } from './errors';
import { format } from './format';
import { make } from './make';
import { profile } from './profile';
import { shell } from './shell';
import { terms } from './terms';
import { samples, text } from './text';
import { training } from './training';
import { versions } from './versions';

/** The sentences of the first screen, of what surrounds every screen, and of errors, in Malayalam. */
export const first = {
  format,
  shell,
  make,
  training,
  profile,
  terms,
  versions,
  text,
  samples,
  errors,
} satisfies FirstStrings;
