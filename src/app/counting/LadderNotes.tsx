import { useCountingStrings } from '../../i18n/counting';
import type { Ladder } from '../../run/ladder';
import styles from './counting.module.css';
import type { LadderState } from './useLadder';

/** What came out, in a sentence; and what it is worth: the rule, chance, and whether the student's model had seen the text. */
export function LadderNotes({ state: { status, ladder, isTold } }: { state: LadderState }) {
  const words = useCountingStrings().ladder;
  const found = status === 'done' && ladder && ladder.words > 0 ? factsOf(ladder) : undefined;
  return (
    <div className={styles.notes}>
      {/* As soon as it is known: while the model guesses, its bar is seen already. */}
      {ladder?.read !== undefined && ladder.read > 0 && (
        <p className="notice">{words.read(ladder.read, ladder.words)}</p>
      )}
      <p role="status" className={styles.result}>
        {found && words.result(found.counted, found.base, found.own)}
      </p>
      {found && found.base <= found.counted && <p>{words.noBetter}</p>}
      <p className="small muted">
        {words.rule} {found && words.chance(found.words, found.margin)}{' '}
        {found && isTold === false && words.readUnsure}
      </p>
    </div>
  );
}

/** The shares of the words that are guessed, and how far chance can move the largest of them: half of its 95% interval, in words of 100. */
function factsOf({ words, one, two, base, own }: Ladder) {
  const share = (guesses: { right: number } | undefined) => guesses && guesses.right / words;
  const counted = Math.max(share(one)!, share(two)!);
  const found = { words, counted, base: share(base) ?? 0, own: share(own) };
  // No interval is wider than that of one half, and none guessed is not sure to be none.
  const widest = Math.min(0.5, Math.max(1 / words, counted, found.base, found.own ?? 0));
  const margin = Math.ceil(196 * Math.sqrt((widest * (1 - widest)) / words));
  return { ...found, margin };
}
