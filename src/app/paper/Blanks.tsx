import { usePaperStrings } from '../../i18n/paper';
import styles from './paper.module.css';

/** Places to write in by hand, each behind what belongs there. */
export function Blanks({ labels }: { labels: readonly string[] }) {
  return (
    <ul className={styles.blanks}>
      {labels.map((label) => (
        <li key={label}>{label}</li>
      ))}
    </ul>
  );
}

/** Who fills in the sheet, and when. */
export function WhoBlanks() {
  const words = usePaperStrings();
  return <Blanks labels={[words.name, words.class, words.date]} />;
}

/** Empty lines to write on. */
export function Lines({ count }: { count: number }) {
  return (
    <div className={styles.lines} aria-hidden="true">
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <span key={i} />
      ))}
    </div>
  );
}
