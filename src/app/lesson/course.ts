import { useSyncExternalStore } from 'react';
import { OWN_ID } from '../../experiments/setup';
import type { Language } from '../../i18n/language';
import type { LessonRun } from '../../run/lesson/lesson-run';
import type { RecordedSample } from '../../run/lesson/recorded-samples';
import type { Personalised } from '../../run/referee';
import type { Ready } from '../../text/prepared';
import type { RunProgress } from '../make/run-state';

/** What a lesson can be about: a sample that has a recording, or the text on the Make screen. */
export const TEXT_IDS = ['diary', 'wordbox', OWN_ID] as const;
export type TextId = (typeof TEXT_IDS)[number];

/** What a lesson begins with. */
const FIRST: Record<Language, RecordedSample> = { en: 'diary', ml: 'wordbox', pseudo: 'diary' };

/** The training of the lesson. */
export type Training =
  | { status: 'idle' }
  | { status: 'running'; progress: RunProgress }
  | { status: 'failed'; error: unknown }
  | { status: 'done' };

/** What a class has trained here. */
export interface Live {
  lesson: LessonRun;
  /** Whether everything about it is found out. */
  isWhole: boolean;
  /** Enough to keep the model. */
  result?: { ready: Ready; personalised: Personalised; keptAs?: string };
}

/** What a class does in this page. It is kept until the page is closed, and never saved. */
export interface Course {
  /** Nothing until somebody chooses. */
  text?: TextId;
  /** Whether recordings are shown, by the teacher's wish or because training has failed. */
  isRecorded: boolean;
  training: Training;
  /** By the text that was learned from. */
  lives: Partial<Record<TextId, Live>>;
}

let current: Course = { isRecorded: false, training: { status: 'idle' }, lives: {} };
const listeners = new Set<() => void>();

export function changeCourse(change: (course: Course) => Partial<Course>): void {
  current = { ...current, ...change(current) };
  for (const listener of listeners) listener();
}

/** Changes what was trained on a text, or sets it for the first time; nothing takes it away. */
export const changeLive = (text: TextId, change: (live: Live | undefined) => Live | undefined): void =>
  changeCourse(({ lives }) => ({ lives: { ...lives, [text]: change(lives[text]) } }));

export const useCourse = (): Course =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => current,
  );

/** The text that a lesson is about, in the language of the moment unless somebody chose. */
export const textOf = ({ text }: Course, language: Language): TextId => text ?? FIRST[language];

/** The recording that stands for a text: of the class's own there is none, so it is one in its language. */
export const recordingFor = (text: TextId, language: Language): RecordedSample =>
  text === OWN_ID ? FIRST[language] : text;
