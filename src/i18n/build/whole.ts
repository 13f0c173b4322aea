import { classroom as classInEnglish } from '../en/class.ts';
import { counting as countingInEnglish } from '../en/counting.ts';
import { glossary as glossaryInEnglish } from '../en/glossary.ts';
import { en, type LaterStrings, type Strings } from '../en/index.ts';
import { tour as tourInEnglish } from '../en/tour.ts';
import type { Glossary } from '../glossary.ts';
import { classroom as classInMalayalam } from '../ml/class.ts';
import { counting as countingInMalayalam } from '../ml/counting.ts';
import { glossary as glossaryInMalayalam } from '../ml/glossary.ts';
import { ml } from '../ml/index.ts';
import { tour as tourInMalayalam } from '../ml/tour.ts';

/** All words of a language: those of the first screens, those that come with a screen, and those that explain words. */
export type WholeCatalogue = Strings & LaterStrings & { glossary: Glossary };

export const whole = {
  en: {
    ...en,
    counting: countingInEnglish,
    classroom: classInEnglish,
    tour: tourInEnglish,
    glossary: glossaryInEnglish,
  },
  ml: {
    ...ml,
    counting: countingInMalayalam,
    classroom: classInMalayalam,
    tour: tourInMalayalam,
    glossary: glossaryInMalayalam,
  },
} satisfies Record<string, WholeCatalogue>;
