import { useCountingStrings } from '../../i18n/counting';
import { EDGE } from '../../text/counting/numbered';
import type { FollowerTable } from '../../text/counting/table';
import { passageLanguage } from '../shell/passage';
import styles from './counting.module.css';

/** The text stands still for about so many UTF-16 units, so that the eye follows the mark and not the text. */
const WINDOW = 170;

/** The text around the pair at `place`, with both words marked; without a place its beginning, unmarked. */
export function TextWindow({ table, place }: { table: FollowerTable; place: number | undefined }) {
  const words = useCountingStrings().count;
  const { text, ids, starts, ends } = table.numbered;
  const at = place ?? table.nextPair(-1) ?? 0;
  const windowOf = (part: number) => (ids[part] === EDGE ? -1 : Math.floor(starts[part] / WINDOW));
  let from = at;
  while (from > 0 && windowOf(from - 1) === windowOf(at)) from -= 1;
  let to = at + 1;
  while (to + 1 < ids.length && windowOf(to + 1) === windowOf(at)) to += 1;
  const parts = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(
    (part) => ids[part] !== EDGE,
  );
  const shown = text.slice(starts[parts[0]], ends[parts[parts.length - 1]]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div role="group" aria-label={words.text} className={styles.window}>
      <p dir="auto" lang={passageLanguage(shown)} translate="no">
        {parts.map((part, i) => {
          const written = text.slice(starts[part], ends[part]);
          const mark =
            place === undefined
              ? undefined
              : part === place
                ? 'word'
                : part === place + 1
                  ? 'next'
                  : undefined;
          return (
            <span key={part} data-mark={mark} data-counted={place !== undefined && part <= place + 1}>
              <span>{written === '\n' ? '↵' : written}</span>
              {i + 1 < parts.length && text.slice(ends[part], starts[part + 1])}
              {written === '\n' && ' '}
            </span>
          );
        })}
      </p>
    </div>
  );
}
