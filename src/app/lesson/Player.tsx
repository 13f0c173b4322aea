import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import type { RecordedLesson } from '../../run/lesson/lesson-run';
import { LossChart } from '../charts/LossChart';
import { Progress } from '../shell/Progress';
import styles from './lesson.module.css';
import { curveAfter, rateOf, stepAfter } from './playing';
import { TrainedWords } from './TrainedWords';

const TICK_MS = 200;

/** A recorded training, whose curve is drawn once more: at the pace at which it went, or faster. */
export function Player({ recorded }: { recorded: RecordedLesson }) {
  const words = useLessonStrings().train;
  const { run, pace } = recorded;
  const rate = rateOf(pace);
  // Nothing moves for those who asked for that.
  const [since, setSince] = useState<number | undefined>(() =>
    matchMedia('(prefers-reduced-motion: reduce)').matches ? undefined : Date.now(),
  );
  const [now, setNow] = useState(Date.now);
  const gone = since === undefined ? Number.POSITIVE_INFINITY : (rate * (now - since)) / 1000;
  const step = stepAfter(pace, gone);
  const isPlaying = since !== undefined && step < run.steps;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isPlaying]);
  const play = () => {
    setSince(Date.now());
    setNow(Date.now());
  };
  return (
    <div className="stack" data-testid="player" data-playing={isPlaying}>
      <div className={styles.doing}>
        {isPlaying ? (
          <Button className="react-aria-Button big" onPress={() => setSince(undefined)}>
            {words.stopPlaying}
          </Button>
        ) : (
          <Button className="react-aria-Button primary big" onPress={play}>
            {words.play}
          </Button>
        )}
        <div role="status" aria-live={isPlaying ? 'off' : 'polite'}>
          {isPlaying ? (
            <p className="muted">
              {words.playing(step, run.steps)}. {words.pace(rate)}
            </p>
          ) : (
            <TrainedWords run={run} />
          )}
        </div>
      </div>
      <Progress share={step / run.steps}>{words.playing(step, run.steps)}</Progress>
      <LossChart curve={curveAfter(run.curve, step)} steps={run.steps} />
    </div>
  );
}
