import type { Strings } from '../en';
import { charts } from './charts';
import { errors } from './errors';
import { experiments } from './experiments';
import { format } from './format';
import { help } from './help';
import { lab } from './lab';
import { library } from './library';
import { make } from './make';
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

/** Every sentence that a person reads on the page, in Malayalam: for a pupil of class 8, by the rules in the README. */
export const ml = {
  ...{ format, shell, make, training, result, tryOut, pad, why, library, profile, lab, charts, experiments },
  ...{ help, terms, versions },
  ...{ text, samples, errors },
} satisfies Strings;
