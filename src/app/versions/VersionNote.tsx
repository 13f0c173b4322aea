import { useStrings } from '../../i18n/react';
import { outcomeOf } from '../../run/versions';
import type { Version } from '../../store';

/** What became of a new version beside the one before it; of one that still learns, that it is not in use yet. */
export function VersionNote({ version, isLearning }: { version: Version; isLearning: boolean }) {
  const words = useStrings().versions;
  const { number, beside } = version;
  if (number === 1) return null;
  const sentences = () => {
    if (isLearning) return [words.learning(number)];
    if (!beside) return [words.untested(number)];
    const { outcome, isChance } = outcomeOf(beside);
    return [
      words.outcome[outcome](number, beside.with),
      words.compared(beside),
      ...(isChance ? [words.chance] : []),
    ];
  };
  return (
    <p className="notice small" data-testid="version-note">
      {sentences().join(' ')}
    </p>
  );
}
