import { useId } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import { useCountingStrings } from '../../i18n/counting';
import { useStrings } from '../../i18n/react';
import type { Services } from '../../run/services';
import { Termed } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { pieceName } from '../why/piece-name';
import { useAsked } from '../why/useAsked';
import { Bars } from './Bars';
import styles from './counting.module.css';
import type { Mine } from './mine';

const ROWS = 5;

/** What the base and the student's own model expect after the same words. */
export function ModelsNext(props: {
  text: string;
  evaluator: Services['evaluator'];
  mine: Mine | undefined;
}) {
  const t = useStrings();
  const words = useCountingStrings().models;
  const { text, evaluator, mine } = props;
  const asked = { text, evaluator };
  return (
    <section className={styles.models} aria-label={words.title} data-testid="models">
      <Termed term="chance">
        <h3>{words.title}</h3>
      </Termed>
      <Expected
        {...asked}
        tone="base"
        name={t.shell.baseModel}
        version="base"
        read={async () => ({ kind: 'base' })}
      />
      {mine && (
        <Expected
          {...asked}
          tone="mine"
          name={words.own(mine.name)}
          version={mine.version}
          read={mine.read}
        />
      )}
      <p className="small muted">{words.about}</p>
    </section>
  );
}

function Expected(props: {
  text: string;
  evaluator: Services['evaluator'];
  tone: 'base' | 'mine';
  name: string;
  version: string;
  read(): Promise<EvaluatedModel>;
}) {
  const t = useStrings();
  const words = useCountingStrings().models;
  const { text, evaluator, tone, name, version, read } = props;
  const headingId = useId();
  const { answer, failure } = useAsked(`${version}\n${text}`, async (signal) =>
    evaluator.step(await read(), text, ROWS, signal),
  );
  const rest = answer && 1 - answer.reduce((sum, { probability }) => sum + probability, 0);
  return (
    <div data-tone={tone} aria-busy={!answer}>
      <h4 id={headingId}>
        <bdi>{name}</bdi>
        {!answer && !failure && <span className="small muted"> {words.asking}</span>}
      </h4>
      <Alarm error={failure} />
      <Bars
        labelledBy={headingId}
        rows={ROWS}
        bars={(answer ?? []).map((piece) => ({
          ...{ id: piece.text, name: pieceName(piece, t), tone },
          ...{ size: piece.probability, value: t.why.chance(piece.probability) },
        }))}
      />
      <p className="small muted">
        {rest === undefined ? '\u00a0' : words.others(t.why.chance(Math.max(0, rest)))}
      </p>
    </div>
  );
}
