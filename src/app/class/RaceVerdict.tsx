import { LEAST_PREDICTED } from '../../eval/uncertainty';
import { useClassStrings } from '../../i18n/class';
import type { Entrant } from '../../run/class/entrants';
import { leadOf, ranked } from '../../run/class/ranking';
import { BASE_ID, type Reading } from '../../run/class/readings';
import styles from './class.module.css';

/** Who is first, and whether that can be told from a passage of so many tokens. */
export function RaceVerdict(props: {
  readings: readonly Reading[];
  entrants: readonly Entrant[];
  tokens: number;
}) {
  const words = useClassStrings().race;
  const { entrants, tokens } = props;
  const nameOf = (id: string) => entrants.find((one) => one.id === id)?.name ?? words.base;
  const lead = leadOf(props.readings.filter(({ id }) => id !== BASE_ID));
  const isBaseBest = props.readings.length > 1 && ranked(props.readings)[0].id === BASE_ID;
  return (
    <div className="stack" role="status" data-testid="verdict">
      {lead && <p className={styles.verdict}>{sentence()}</p>}
      {isBaseBest && <p className="notice">{words.baseBest}</p>}
    </div>
  );

  function sentence() {
    const { by, isClear } = lead!;
    const [first, second] = [nameOf(lead!.first), nameOf(lead!.second)];
    const { value, low, high } = by;
    if (low === undefined || high === undefined)
      return words.short(first, second, value, tokens, LEAST_PREDICTED + 1);
    return words[isClear ? 'clear' : 'unclear']({ first, second, by: value, low, high });
  }
}
