import { classroom as classInEnglish } from '../en/class.ts';
import { collection as collectionInEnglish } from '../en/collection.ts';
import { cost as costInEnglish } from '../en/cost.ts';
import { counting as countingInEnglish } from '../en/counting.ts';
import { glossary as glossaryInEnglish } from '../en/glossary.ts';
import { en, type LaterStrings, type Strings } from '../en/index.ts';

import { lesson as lessonInEnglish } from '../en/lesson.ts';
import { paper as paperInEnglish } from '../en/paper.ts';
import { projector as projectorInEnglish } from '../en/projector.ts';
import { teacher as teacherInEnglish } from '../en/teacher/index.ts';
import { worksheet as worksheetInEnglish } from '../en/worksheet.ts';

import type { Glossary } from '../glossary.ts';
import { classroom as classInMalayalam } from '../ml/class.ts';
import { collection as collectionInMalayalam } from '../ml/collection.ts';
import { cost as costInMalayalam } from '../ml/cost.ts';
import { counting as countingInMalayalam } from '../ml/counting.ts';
import { glossary as glossaryInMalayalam } from '../ml/glossary.ts';
import { ml } from '../ml/index.ts';

import { lesson as lessonInMalayalam } from '../ml/lesson.ts';
import { paper as paperInMalayalam } from '../ml/paper.ts';
import { projector as projectorInMalayalam } from '../ml/projector.ts';
import { teacher as teacherInMalayalam } from '../ml/teacher/index.ts';
import { worksheet as worksheetInMalayalam } from '../ml/worksheet.ts';

/** All words of a language: those of the first screens, those that come with a screen, and those that explain words. */
export type WholeCatalogue = Strings & LaterStrings & { glossary: Glossary };

export const whole = {
  en: {
    ...en,
    counting: countingInEnglish,
    classroom: classInEnglish,
    cost: costInEnglish,
    paper: paperInEnglish,
    projector: projectorInEnglish,
    worksheet: worksheetInEnglish,
    lesson: lessonInEnglish,
    teacher: teacherInEnglish,
    collection: collectionInEnglish,
    glossary: glossaryInEnglish,
  },
  ml: {
    ...ml,
    counting: countingInMalayalam,
    classroom: classInMalayalam,
    cost: costInMalayalam,
    paper: paperInMalayalam,
    projector: projectorInMalayalam,
    worksheet: worksheetInMalayalam,
    lesson: lessonInMalayalam,
    teacher: teacherInMalayalam,
    collection: collectionInMalayalam,
    glossary: glossaryInMalayalam,
  },
} satisfies Record<string, WholeCatalogue>;
