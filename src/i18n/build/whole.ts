import { classroom as classInEnglish } from '../en/class.ts';
import { counting as countingInEnglish } from '../en/counting.ts';
import { en, type LaterStrings, type Strings } from '../en/index.ts';
import { classroom as classInMalayalam } from '../ml/class.ts';
import { counting as countingInMalayalam } from '../ml/counting.ts';
import { ml } from '../ml/index.ts';

/** All words of a language: those of the first screens, and those that come with a screen. */
export type WholeCatalogue = Strings & LaterStrings;

export const whole = {
  en: { ...en, counting: countingInEnglish, classroom: classInEnglish },
  ml: { ...ml, counting: countingInMalayalam, classroom: classInMalayalam },
} satisfies Record<string, WholeCatalogue>;
