import { classroom as classInEnglish } from '../en/class.ts';
import { counting as countingInEnglish } from '../en/counting.ts';
import { glossary as glossaryInEnglish } from '../en/glossary.ts';
import { en, type LaterStrings, type Strings } from '../en/index.ts';
import { memoryRule as memoryRuleInEnglish } from '../en/memory-rule.ts';
import type { Glossary } from '../glossary.ts';
import { classroom as classInMalayalam } from '../ml/class.ts';
import { counting as countingInMalayalam } from '../ml/counting.ts';
import { glossary as glossaryInMalayalam } from '../ml/glossary.ts';
import { ml } from '../ml/index.ts';
import { memoryRule as memoryRuleInMalayalam } from '../ml/memory-rule.ts';

/** All words of a language: those of the first screens, those that come with a screen, and those that explain words. */
export type WholeCatalogue = Strings & LaterStrings & { glossary: Glossary };

export const whole = {
  en: {
    ...en,
    counting: countingInEnglish,
    classroom: classInEnglish,
    memoryRule: memoryRuleInEnglish,
    glossary: glossaryInEnglish,
  },
  ml: {
    ...ml,
    counting: countingInMalayalam,
    classroom: classInMalayalam,
    memoryRule: memoryRuleInMalayalam,
    glossary: glossaryInMalayalam,
  },
} satisfies Record<string, WholeCatalogue>;
