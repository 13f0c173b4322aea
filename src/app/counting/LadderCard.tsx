import { Button } from 'react-aria-components';
import { useCountingStrings } from '../../i18n/counting';
import { Rich, useStrings } from '../../i18n/react';
import type { Services } from '../../run/services';
import { ASKED_WORDS } from '../../run/voice';
import { Alarm } from '../shell/Alarm';
import { Progress } from '../shell/Progress';
import { href } from '../shell/route';
import styles from './counting.module.css';
import { LadderNotes } from './LadderNotes';
import type { Mine } from './mine';
import { Rung } from './Rung';
import type { Counted } from './useCounted';
import { shareDone, useLadder } from './useLadder';

/** From counting to learning: how often the first guess of each is right, on text that none of them learned from. */
export function LadderCard(props: {
  counted: Counted;
  evaluator: Services['evaluator'];
  mine: Mine | undefined;
}) {
  const t = useStrings();
  const words = useCountingStrings().ladder;
  const { counted, evaluator, mine } = props;
  const { state, measure, stop } = useLadder(counted, evaluator, mine);
  const { status, ladder } = state;
  // Each guesses all but the very first word.
  const asked = Math.max(0, Math.min(ASKED_WORDS, counted.heldWords - 1));
  const isMeasuring = status === 'measuring';
  const { rungs } = words;
  const { one, two, base, own } = ladder ?? {};
  const shown = state.mine ?? mine;
  const progress = shareDone(state);
  return (
    <section className={`card stack ${styles.big}`} data-testid="ladder" data-complete={status === 'done'}>
      <div>
        <h2>{words.title}</h2>
        <p className="muted">{words.intro(asked)}</p>
      </div>
      <div className={`row ${styles.measuring}`}>
        <Button
          className={`react-aria-Button big${isMeasuring ? '' : ' primary'}`}
          onPress={isMeasuring ? stop : measure}
          isDisabled={asked < 1}
        >
          {isMeasuring ? t.shell.stop : status === 'done' ? words.again : words.measure}
        </Button>
        {isMeasuring && (
          <Progress share={progress} className={styles.progress}>
            {words.progress}
          </Progress>
        )}
      </div>
      <Alarm error={state.error} />
      <ol className={styles.ladder}>
        <Rung tone="counted" name={rungs.one.name} guesses={one} of={ladder?.words}>
          {one ? rungs.one.found(one.known / one.words) : rungs.one.about}
        </Rung>
        <Rung tone="counted" name={rungs.two.name} guesses={two} of={ladder?.words}>
          {two ? rungs.two.found(two.known / two.words) : rungs.two.about}
        </Rung>
        <Rung tone="base" name={rungs.base.name} term="base-model" guesses={base} of={ladder?.words}>
          {rungs.base.about}
        </Rung>
        <Rung
          tone="mine"
          name={rungs.own.name}
          model={shown?.name}
          isMissing={!shown}
          guesses={own}
          of={ladder?.words}
        >
          {shown ? (
            rungs.own.about
          ) : (
            <Rich text={rungs.own.none} link={(inner: string) => <a href={href('make')}>{inner}</a>} />
          )}
        </Rung>
      </ol>
      <LadderNotes state={state} />
    </section>
  );
}
