import { useSyncExternalStore } from 'react';
import { OWN_ID } from '../../experiments/setup';
import type { Language } from '../../i18n/language';
import type { LessonRun } from '../../run/lesson/lesson-run';
import type { RecordedSample } from '../../run/lesson/recorded-samples';
import type { Personalised } from '../../run/referee';
import type { AdapterStore } from '../../store';
import type { Ready } from '../../text/prepared';
import type { RunProgress } from '../make/run-state';
import { useProfile } from '../shell/profile';
import { FIRST_SAMPLE } from '../shell/sample-text';

/** What a lesson can be about: a sample that has a recording, or the text on the Make screen. */
export const TEXT_IDS = ['diary', 'wordbox', OWN_ID] as const;
export type TextId = (typeof TEXT_IDS)[number];

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

/** What a class does in this page. What was trained is kept until the page or the profile is closed, and not saved. */
export interface CourseState {
  /** Nothing until somebody chooses. */
  text?: TextId;
  /** Whether recordings are shown, by the teacher's wish or because training has failed. */
  isRecorded: boolean;
  training: Training;
  /** By the text that was learned from. */
  lives: Partial<Record<TextId, Live>>;
}

/** Of this tab: a reload keeps what the teacher wants to be shown, though not what was trained. */
const STORAGE_KEY = 'swantham-lesson-shown';

/** The lesson of one profile, for as long as that is open. */
export class Course {
  private current: CourseState = { ...wished(), training: { status: 'idle' }, lives: {} };
  private readonly listeners = new Set<() => void>();

  readonly state = (): CourseState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  change(change: (state: CourseState) => Partial<CourseState>): void {
    this.current = { ...this.current, ...change(this.current) };
    const { text, isRecorded } = this.current;
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ text, isRecorded }));
    } catch {
      // It holds until the page is closed.
    }
    for (const listener of this.listeners) listener();
  }

  /** Changes what was trained on a text, or sets it for the first time. */
  changeLive(text: TextId, change: (live: Live | undefined) => Live | undefined): void {
    this.change(({ lives }) => ({ lives: { ...lives, [text]: change(lives[text]) } }));
  }
}

function wished(): Pick<CourseState, 'text' | 'isRecorded'> {
  try {
    const { text, isRecorded } = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '{}');
    return { ...(TEXT_IDS.includes(text) && { text }), isRecorded: isRecorded === true };
  } catch {
    return { isRecorded: false };
  }
}

const courses = new WeakMap<AdapterStore, Course>();

/** The lesson of a profile that is open. Whoever opens one later, the same or another, finds nothing of it. */
export function courseOf(adapters: AdapterStore): Course {
  let course = courses.get(adapters);
  if (!course) {
    course = new Course();
    courses.set(adapters, course);
  }
  return course;
}

/** The lesson of the profile that is open, and where it is. */
export function useCourse(): { course: Course; state: CourseState } {
  const course = courseOf(useProfile().adapters);
  return { course, state: useSyncExternalStore(course.subscribe, course.state) };
}

/** The text that a lesson is about, in the language of the moment unless somebody chose. */
export const textOf = ({ text }: CourseState, language: Language): TextId => text ?? FIRST_SAMPLE[language];

/** The recording that stands for a text: of the class's own there is none, so it is one in its language. */
export const recordingFor = (text: TextId, language: Language): RecordedSample =>
  text === OWN_ID ? FIRST_SAMPLE[language] : text;
