import type { Strings } from '../../en';
import { specialist } from './10';
import { sampleEfficiency } from './28';
import { sequential } from './29';
import { normOnly } from './37';
import { seeds } from './43';
import { shootout } from './49';
import { random } from './60';
import { confusion } from './61';
import { billion } from './billion';
import { common } from './common';
import { hostile } from './hostile';
import { noise } from './noise';
import { recipe } from './recipe';
import { writing } from './writing';
import { year } from './year';

/** The words of the experiments by their ids, and what several of them share. */
export const experiments = {
  common,
  '10': specialist,
  '28': sampleEfficiency,
  '29': sequential,
  '37': normOnly,
  '43': seeds,
  '49': shootout,
  '60': random,
  '61': confusion,
  noise,
  year,
  hostile,
  billion,
  recipe,
  writing,
} satisfies Strings['experiments'];
