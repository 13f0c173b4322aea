import { useClassStrings } from '../../i18n/class';
import { useStrings } from '../../i18n/react';
import type { Game } from '../../run/class/game';
import styles from './class.module.css';

/** What would come by chance is known in tenths, if at all. */
export const tenths = (value: number): number => Math.round(10 * value) / 10;

/** The points so far, beside those of somebody who only guesses. */
export function Points({ game }: { game: Game }) {
  const t = useStrings();
  const words = useClassStrings().game;
  return (
    <dl className={styles.points} aria-label={words.points} data-testid="points">
      <div>
        <dt>{words.class}</dt>
        <dd>{t.format.count(game.points.class)}</dd>
      </div>
      <div>
        <dt>{words.models}</dt>
        <dd>{t.format.count(game.points.models)}</dd>
      </div>
      <div className={styles.chance}>
        <dt>{words.byChance}</dt>
        <dd>{t.format.number(tenths(game.byChance))}</dd>
      </div>
    </dl>
  );
}
