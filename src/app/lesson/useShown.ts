import { useLanguage } from '../../i18n/react';
import type { LessonRun, RecordedLesson } from '../../run/lesson/lesson-run';
import { useServices } from '../shell/services';
import { recordingFor, textOf, useCourse } from './course';
import { type Recording, useRecording } from './recordings';

/** What the screens of the lesson show of a training: that of the class, or a recorded one. */
export interface Shown {
  lesson?: LessonRun;
  /** Where it is recorded. */
  recorded?: RecordedLesson['recorded'];
  /** Whether a recording is to be shown, which may not be here yet. */
  isRecorded: boolean;
  recording: Recording;
  /** Whether more of the class's own is on its way. */
  isWaiting: boolean;
  /** Whether the class's own model is being trained, or measured for the first time. */
  isLearning: boolean;
}

/** A laptop without a base shows recordings by itself. */
export function useShown(): Shown {
  const { state } = useCourse();
  const language = useLanguage();
  const { status } = useServices();
  const text = textOf(state, language);
  const live = state.lives[text];
  const isLearning = state.training.status === 'running';
  const isRecorded = state.isRecorded || (status === 'failed' && !live);
  const recording = useRecording(recordingFor(text, language), isRecorded);
  if (isRecorded) {
    const recorded = recording.status === 'ready' ? recording.recorded : undefined;
    return {
      lesson: recorded,
      recorded: recorded?.recorded,
      isRecorded,
      recording,
      isWaiting: false,
      isLearning,
    };
  }
  const isWaiting = live !== undefined && !live.isWhole;
  return { lesson: live?.lesson, isRecorded, recording, isWaiting, isLearning };
}
