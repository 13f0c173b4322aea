import { useCountingStrings } from '../../i18n/counting';
import type { Followers } from '../../text/counting/table';
import { passageLanguage } from '../shell/passage';
import styles from './counting.module.css';

export interface Bar {
  id: string | number;
  name: string;
  /** In the unit of all bars of the list. */
  size: number;
  /** The number beside it, in words. */
  value: string;
  tone?: 'counted' | 'base' | 'mine';
}

/** Bars from nothing on, the longest as long as there is room; with `onPick` they can be pressed. `marked` is the id of one that was chosen. */
export function Bars(props: {
  /** The id of the heading above. */
  labelledBy: string;
  bars: readonly Bar[];
  /** How many there may be: so much room is kept. */
  rows: number;
  marked?: string | number;
  onPick?: (bar: Bar) => void;
}) {
  const { labelledBy, bars, rows, marked, onPick } = props;
  const most = Math.max(...bars.map(({ size }) => size));
  return (
    <ul className={styles.bars} data-rows={rows} aria-labelledby={labelledBy}>
      {bars.map((bar) => {
        const { id, name, size, value, tone = 'counted' } = bar;
        const content = (
          <>
            <bdi className={styles.barName} lang={passageLanguage(name)} translate="no">
              {name}
            </bdi>
            <span className={styles.track} data-tone={tone} aria-hidden="true">
              <span className={styles.fill} style={{ width: `${(100 * size) / most}%` }} />
            </span>
            <span className={`number ${styles.barValue}`}>{value}</span>
          </>
        );
        return (
          <li key={id} data-marked={id === marked || undefined}>
            {onPick ? (
              <button type="button" aria-pressed={id === marked} onClick={() => onPick(bar)}>
                {content}
              </button>
            ) : (
              <div>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The commonest of what followed as bars, at most `rows` of them with the one of the id `chosen`; and what is left. */
export function useFollowerBars(nameOf: (id: number) => string) {
  const { bars: words } = useCountingStrings();
  return ({ each, total }: Followers, rows: number, chosen?: number) => {
    const shown = each.slice(0, rows);
    const place = each.findIndex(({ id }) => id === chosen);
    if (place >= rows) shown[rows - 1] = each[place];
    const left = total - shown.reduce((sum, { times }) => sum + times, 0);
    return {
      bars: shown.map(
        ({ id, times }): Bar => ({ id, name: nameOf(id), size: times, value: words.value(times, total) }),
      ),
      others: left === 0 ? undefined : words.others(each.length - shown.length, left),
    };
  };
}
