import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import type { Entrant } from '../../run/class/entrants';
import { answer, closeVote, type Game, nextRound, takeBack, vote } from '../../run/class/game';
import type { Services } from '../../run/services';
import { TermButton } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import styles from './class.module.css';
import { changeClassroom, readings, useClassroom } from './classroom';
import { GameStage } from './GameStage';
import { useReading } from './useReading';

/** A passage without a name: the class votes, then the models, then it is told whose it is. */
export function GamePanel({ services, entrants }: { services: Services; entrants: readonly Entrant[] }) {
  const words = useClassStrings().game;
  const { game } = useClassroom();
  const { isReading, failure, read } = useReading(services);
  const next = useRef<HTMLButtonElement>(null);
  const { round } = game;
  const isPlayable = entrants.length > 1 && entrants.some(({ text }) => text);
  // Somebody who is part of the round was left out meanwhile.
  const isBroken = round?.candidates.some((id) => !entrants.some((entrant) => entrant.id === id));
  const change = (made: (game: Game) => Game) =>
    changeClassroom((classroom) => ({ game: made(classroom.game) }));

  const goOn = async () => {
    if (!round || round.phase === 'answer' || isBroken)
      return change((before) => nextRound(before, entrants, Math.random));
    if (isReading) return;
    change(closeVote);
    const voting = entrants.filter(({ id }) => round.candidates.includes(id));
    const { ids } = round.passage;
    if (!(await read(voting, [ids]))) return;
    change((before) =>
      answer(
        before,
        voting.flatMap(({ id }) => readings.get(ids, id) ?? []),
      ),
    );
  };

  if (!isPlayable)
    return (
      <p className="card">
        {words.needs}
        <TermButton term="held-out" />
      </p>
    );
  if (!round || isBroken)
    return (
      <section className="card stack" aria-label={words.stage}>
        <p className={styles.intro}>{words.about}</p>
        <p className="muted">{words.keys}</p>
        <div>
          <Button className="react-aria-Button primary big" onPress={goOn}>
            {words.start}
          </Button>
        </div>
      </section>
    );
  return (
    <>
      <GameStage
        game={game}
        round={round}
        entrants={entrants}
        isReading={isReading}
        next={next}
        onVote={(place) => change((before) => vote(before, place))}
        onTakeBack={() => change(takeBack)}
        onNext={goOn}
      />
      <Alarm error={failure} />
    </>
  );
}
