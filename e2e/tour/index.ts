import { openApp, openScreen } from '../page.ts';
import { COLLECTION } from './collection.ts';
import { COUNTING } from './counting.ts';
import { LAB } from './lab.ts';
import { LESSON } from './lesson.ts';
import { LIBRARY } from './library.ts';
import { MAKE } from './make.ts';
import { PROFILE } from './profile.ts';
import { READING } from './reading.ts';
import type { Stop } from './stop.ts';
import { TEACHER } from './teacher.ts';
import { TRAINING, TRAINING_OWN } from './training.ts';
import { TRY } from './try.ts';

/** Every screen and its states, in an order in which each can be reached from the one before; it begins in a fresh browser. */
export const TOUR: readonly Stop[] = [
  { name: 'make-first', go: (page) => openApp(page) },
  ...TRAINING,
  { name: 'library-empty', go: (page, t) => openScreen(page, 'models', t) },
  { name: 'try-empty', go: (page, t) => openScreen(page, 'try', t) },
  ...MAKE,
  ...TRAINING_OWN,
  ...TRY,
  ...LIBRARY,
  ...LAB,
  ...COUNTING,
  ...LESSON,
  ...TEACHER,
  ...COLLECTION,
  ...READING,
  ...PROFILE,
];
