import { useState } from 'react';
import { Button, Label, Radio, RadioGroup, TextArea, TextField } from 'react-aria-components';
import type { EvaluatedModel } from '../../eval/evaluator';
import type { NextPiece } from '../../eval/step';
import { Rich, useStrings } from '../../i18n/react';
import type { Services } from '../../run/services';
import { Termed } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { drawn } from './draw';
import styles from './look.module.css';
import { PieceName } from './PieceName';
import { pieceName, spacedOf } from './piece-name';
import { useAsked } from './useAsked';

/** Bars that fit onto a projector. */
const SHOWN = 8;

/**
 * A text that grows by one word at a time: what may come next as bars, from which one is drawn or picked by hand. Large, so that
 * it is seen from the back row.
 */
export function StepCard(props: {
  evaluator: Services['evaluator'] | undefined;
  read(): Promise<EvaluatedModel>;
  /** Another one whenever `read` gives another model. */
  version: string;
  /** Nothing where there is no model but the base. */
  ownName: string | undefined;
}) {
  const t = useStrings();
  const words = t.why.step;
  const { evaluator, read, version, ownName } = props;
  const [started, setStarted] = useState(false);
  const [text, setText] = useState(words.example);
  const [who, setWho] = useState<'base' | 'mine'>('mine');
  const [taken, setTaken] = useState<{ before: string; piece: NextPiece; isSpaced: boolean }[]>([]);
  const writes = ownName === undefined ? 'base' : who;
  const last = taken.at(-1);
  const ended = last?.piece.kind === 'end' && text === last.before;
  const key = started && evaluator && !ended ? `${writes}\n${version}\n${text}` : undefined;
  const { answer, failure } = useAsked(key, async (signal) =>
    evaluator!.step(writes === 'base' ? { kind: 'base' } : await read(), text, SHOWN, signal),
  );
  const spaced = spacedOf(answer ?? []);
  const rest = answer && 1 - answer.reduce((sum, { probability }) => sum + probability, 0);

  const take = (piece: NextPiece) => {
    setTaken([...taken, { before: text, piece, isSpaced: spaced.has(piece.text) }]);
    setText(text.replace(/ +$/, '') + piece.text);
  };
  const back = () => {
    setText(last!.before);
    setTaken(taken.slice(0, -1));
  };
  const heading = (
    <Termed term="drawing">
      <h2>{words.title}</h2>
    </Termed>
  );
  if (!started)
    return (
      <section className="card stack" data-testid="step">
        {heading}
        <p className="muted">{words.intro}</p>
        <div className="row">
          <Button isDisabled={!evaluator} onPress={() => setStarted(true)}>
            {words.start}
          </Button>
        </div>
      </section>
    );
  return (
    <section className={`card stack ${styles.big}`} data-testid="step">
      {heading}
      {ownName !== undefined && (
        <RadioGroup
          className={`react-aria-RadioGroup ${styles.who}`}
          value={who}
          onChange={(value) => setWho(value as 'base' | 'mine')}
        >
          <Label>{words.model}</Label>
          <Radio value="mine">{ownName}</Radio>
          <Radio value="base">{words.base}</Radio>
        </RadioGroup>
      )}
      <TextField
        className={`react-aria-TextField ${styles.growing}`}
        value={text}
        onChange={(typed) => {
          setText(typed);
          setTaken([]);
        }}
      >
        <Label>{words.text}</Label>
        <TextArea rows={3} dir="auto" spellCheck={false} />
      </TextField>
      <div className="row">
        <Button
          className="react-aria-Button primary big"
          isDisabled={!answer}
          onPress={() => take(drawn(answer!, Math.random()))}
        >
          {words.draw}
        </Button>
        <Button className="react-aria-Button big" isDisabled={!last} onPress={back}>
          {words.back}
        </Button>
        <span role="status">
          {last && ended && words.ended}
          {last && !ended && (
            <Rich
              text={words.drawn(pieceName(last.piece, t))}
              word={() => (
                <bdi>
                  <PieceName {...last} />
                </bdi>
              )}
            />
          )}
        </span>
      </div>
      <Alarm error={failure} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form */}
      <div role="group" aria-label={words.bars} className={styles.pieces} aria-busy={!answer && !ended}>
        {(answer ?? []).map((piece) => (
          <button
            key={piece.text}
            type="button"
            className={styles.piece}
            data-tone={writes}
            onClick={() => take(piece)}
          >
            <span dir="auto">
              <PieceName piece={piece} isSpaced={spaced.has(piece.text)} />
            </span>
            <span className={styles.track}>
              <span style={{ width: `${(100 * piece.probability) / answer![0].probability}%` }} />
            </span>
            <span className="number">{t.why.chance(piece.probability)}</span>
          </button>
        ))}
      </div>
      {/* A screen reader says the space. */}
      {spaced.size > 0 && (
        <p className="muted" aria-hidden="true">
          {words.space}
        </p>
      )}
      {rest !== undefined && <p className="muted">{words.others(t.why.chance(Math.max(0, rest)))}</p>}
    </section>
  );
}
