import { type RefObject, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import type { Entrant } from '../../run/class/entrants';
import { choiceOf, type Game, type Round, tally } from '../../run/class/game';
import { leadOf } from '../../run/class/ranking';
import { passageLanguage } from '../shell/passage';
import styles from './class.module.css';
import { Points } from './Points';

/** A round of the game, to be read from the back row and played by single keys while it has the focus. */
export function GameStage(props: {
  game: Game;
  round: Round;
  entrants: readonly Entrant[];
  isReading: boolean;
  next: RefObject<HTMLButtonElement | null>;
  onVote: (place: number) => void;
  onTakeBack: () => void;
  onNext: () => void;
}) {
  const words = useClassStrings().game;
  const { game, round, entrants, next, onVote, onTakeBack, onNext } = props;
  const { passage, candidates, phase, owner } = round;
  const nameOf = (id: string) => entrants.find((one) => one.id === id)?.name ?? id;
  const counts = tally(round);
  const isVoting = phase === 'class';
  const stage = useRef<HTMLDivElement>(null);
  // A round is seen from its top; the button that goes on has the focus, so that Enter and Space press it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the passage is the reason to scroll
  useEffect(() => {
    next.current?.focus({ preventScroll: true });
    stage.current?.scrollIntoView({ block: 'start' });
  }, [next, passage]);
  // After a long passage the answer would be out of sight.
  useEffect(() => {
    if (phase === 'answer') next.current?.scrollIntoView({ block: 'nearest' });
  }, [next, phase]);

  return (
    <div
      ref={stage}
      className={`card ${styles.stage}`}
      data-testid="stage"
      data-own-keys
      onKeyDownCapture={({ key, ctrlKey, altKey, metaKey }) => {
        if (ctrlKey || altKey || metaKey) return;
        if (/^[1-9]$/.test(key)) onVote(Number(key) - 1);
        if (key === 'Backspace') onTakeBack();
      }}
    >
      <div className="row spread">
        <h2>{words.round(phase === 'answer' ? game.rounds : game.rounds + 1)}</h2>
        <Points game={game} />
      </div>
      <blockquote className={styles.shown} lang={passageLanguage(passage.text)} dir="auto">
        {passage.text.replace(/\n\s*\n/g, '\n')}
      </blockquote>
      <p className={styles.question}>{words.question}</p>
      <ul className={styles.candidates}>
        {candidates.map((id, place) => (
          <li key={id}>
            <Button
              className={`react-aria-Button ${styles.candidate}`}
              aria-label={`${words.vote(place + 1, nameOf(id))}, ${words.votes(counts[place])}`}
              data-answer={phase === 'answer' && id === owner}
              onPress={({ pointerType }) => {
                if (isVoting) onVote(place);
                if (pointerType !== 'keyboard' && pointerType !== 'virtual') next.current?.focus();
              }}
            >
              <kbd>{place + 1}</kbd>
              <span dir="auto">{nameOf(id)}</span>
              <span className={styles.votes}>{counts[place] > 0 && words.votes(counts[place])}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div className={styles.told} role="status">
        {phase === 'models' && props.isReading && <p>{words.reading}</p>}
        {phase === 'answer' && <Answer round={round} nameOf={nameOf} />}
      </div>
      <div className="row">
        <Button ref={next} className="react-aria-Button primary big" onPress={onNext}>
          {phase === 'answer' ? words.next : words.close}
        </Button>
        <p className="small muted">{words.keys}</p>
      </div>
    </div>
  );
}

function Answer({ round, nameOf }: { round: Round; nameOf: (id: string) => string }) {
  const words = useClassStrings().game;
  const choice = choiceOf(round);
  const best = round.readings?.[0];
  return (
    <>
      <p className={styles.answer} data-testid="answer">
        {words.answer(nameOf(round.owner))}
      </p>
      <p>{choice === undefined ? words.classUndecided : words.classSaid(nameOf(choice))}</p>
      {best && <p>{words.modelsSaid(nameOf(best.id))}</p>}
      {!leadOf(round.readings ?? [])?.isClear && <p className="small muted">{words.unclear}</p>}
    </>
  );
}
