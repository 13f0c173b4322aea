import { charts } from './charts';
import { experiments } from './experiments';
import { help } from './help';
import { lab } from './lab';
import { library } from './library';
import { pad } from './pad';
import { result } from './result';
import { tryOut } from './try';
import { why } from './why';

/** The sentences that several later screens share, in English: they come with the first of those screens. */
export const rest = { result, tryOut, pad, why, library, lab, charts, experiments, help };
