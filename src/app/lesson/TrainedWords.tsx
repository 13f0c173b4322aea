import { useLessonStrings } from '../../i18n/lesson';
import type { RunRecord } from '../../model/run';
import { TermButton } from '../glossary/TermButton';

/** What became of a training, in two sentences: how long it took, and what the fair test says. */
export function TrainedWords({ run }: { run: Pick<RunRecord, 'steps' | 'seconds' | 'personal' | 'cache'> }) {
  const words = useLessonStrings().train;
  const { steps, seconds, personal, cache } = run;
  return (
    <p>
      {words.done(steps, seconds.train)}{' '}
      <strong>{words.fell(personal.before, cache?.alone.personal, personal.after)}</strong>
      <TermButton term="perplexity" />
    </p>
  );
}
