import { useStrings } from '../../i18n/react';
import { isWaiting, outcomeOf } from '../../run/versions';
import type { AdapterRecord } from '../../store';

/**
 * What became of a new version beside the one before it; of one that still learns or never came to its end, that it is not
 * in use.
 */
export function VersionNote(props: { adapter: Pick<AdapterRecord, 'version' | 'run'>; isLearning: boolean }) {
  const words = useStrings().versions;
  const { adapter, isLearning } = props;
  const { number, beside } = adapter.version;
  if (number === 1) return null;
  const sentences = () => {
    if (isLearning) return [words.learning(number)];
    if (isWaiting(adapter.version)) return [words.waiting(number)];
    if (!beside) return [words.untested(number)];
    const { outcome, isChance } = outcomeOf(beside);
    const { run } = adapter;
    const goneOn = run?.goneOn;
    return [
      words.outcome[outcome](number, beside.with),
      words.compared(beside),
      ...(isChance ? [words.chance] : []),
      ...(goneOn && run ? [words.goneOn(beside.with, run.steps)] : []),
      ...(goneOn && goneOn.pulls > 0 ? [words.pulledBack] : []),
    ];
  };
  return (
    <p className="notice small" data-testid="version-note">
      {sentences().join(' ')}
    </p>
  );
}
