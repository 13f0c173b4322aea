import { useEffect, useState } from 'react';
import type { RecordedLesson } from '../../run/lesson/lesson-run';
import type { RecordedSample } from '../../run/lesson/recorded-samples';

/** Each comes when it is asked for. `npm run lesson` makes them anew. */
const LOADERS: Record<RecordedSample, () => Promise<{ default: unknown }>> = {
  diary: () => import('./recorded/diary.json'),
  wordbox: () => import('./recorded/wordbox.json'),
};

export type Recording =
  | { status: 'loading' }
  | { status: 'ready'; recorded: RecordedLesson }
  | { status: 'failed' };

/** The recording of a sample, as soon as it is wanted. */
export function useRecording(sample: RecordedSample, isWanted: boolean): Recording {
  const [loaded, setLoaded] = useState<{ sample: RecordedSample; recording: Recording }>();
  useEffect(() => {
    if (!isWanted) return;
    let gone = false;
    const tell = (recording: Recording) => gone || setLoaded({ sample, recording });
    LOADERS[sample]().then(
      // Its type is that of the function that made it, and a test looks whether it still is.
      (file) => tell({ status: 'ready', recorded: file.default as RecordedLesson }),
      () => tell({ status: 'failed' }),
    );
    return () => {
      gone = true;
    };
  }, [sample, isWanted]);
  return loaded?.sample === sample ? loaded.recording : { status: 'loading' };
}
