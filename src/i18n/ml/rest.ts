import type { RestStrings } from '../en';
import { charts } from './charts';
import { experiments } from './experiments';
import { help } from './help';
import { lab } from './lab';
import { library } from './library';
import { pad } from './pad';
import { result } from './result';
import { tryOut } from './try';
import { why } from './why';

/** The sentences that several later screens share, in Malayalam. */
export const rest = {
  result,
  tryOut,
  pad,
  why,
  library,
  lab,
  charts,
  experiments,
  help,
} satisfies RestStrings;
