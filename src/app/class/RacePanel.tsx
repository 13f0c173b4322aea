import { useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import type { AskedTerm } from '../../i18n/glossary';
import { BASE_CONFIG } from '../../model/config';
import type { Entrant } from '../../run/class/entrants';
import { BASE_ID } from '../../run/class/readings';
import type { Services } from '../../run/services';
import { Alarm } from '../shell/Alarm';
import { Dropdown } from '../shell/Dropdown';
import { passageLanguage } from '../shell/passage';
import styles from './class.module.css';
import { readings } from './classroom';
import { Explained } from './Explained';
import { RaceBars } from './RaceBars';
import { RaceVerdict } from './RaceVerdict';
import { useReading } from './useReading';

/** One context: more of a passage would only make the class wait. */
const MOST_TOKENS = BASE_CONFIG.context;
/** A mark for the start, and two tokens of which at least one is predicted after a word. */
const LEAST_TOKENS = 3;

/** Of the sentences about the race. */
const TERMS: readonly AskedTerm[] = ['base-model', 'perplexity'];

/** What is raced on, and who was there at the start. */
interface Race {
  ids: Int32Array;
  entrants: string[];
  isCut: boolean;
}

/** Every model reads one passage; bars show who would have guessed it best. */
export function RacePanel({ services, entrants }: { services: Services; entrants: readonly Entrant[] }) {
  const classroom = useClassStrings();
  const words = classroom.race;
  const { isReading, failure, read, stop } = useReading(services);
  const [text, setText] = useState('');
  const [owner, setOwner] = useState<string | null>(null);
  const [race, setRace] = useState<Race>();
  const [isEmpty, setIsEmpty] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const owners = entrants.filter((entrant) => entrant.text);

  const start = async () => {
    setRefusal(undefined);
    let all: Int32Array;
    try {
      all = await services.text.encodeDocuments([{ name: '', text }]);
    } catch (error) {
      return setRefusal(error);
    }
    const ids = all.slice(0, MOST_TOKENS);
    setIsEmpty(ids.length < LEAST_TOKENS);
    if (ids.length < LEAST_TOKENS) return;
    setRace({ ids, entrants: entrants.map(({ id }) => id), isCut: all.length > MOST_TOKENS });
    await read(entrants, [ids], { withBase: true });
  };
  const racing = race ? entrants.filter(({ id }) => race.entrants.includes(id)) : [];
  const found = race
    ? [BASE_ID, ...racing.map(({ id }) => id)].flatMap((id) => readings.get(race.ids, id) ?? [])
    : [];

  return (
    <div className="stack">
      <section className="card stack" aria-label={words.passage}>
        <TextField
          value={text}
          onChange={(changed) => {
            setText(changed);
            setOwner(null);
          }}
          isDisabled={isReading}
        >
          <Label>{words.passage}</Label>
          <TextArea
            className={`react-aria-TextArea ${styles.passage}`}
            lang={passageLanguage(text)}
            dir="auto"
            placeholder={words.placeholder}
          />
        </TextField>
        <div className={`row ${styles.start}`}>
          <Button className="react-aria-Button primary big" onPress={isReading ? stop : start}>
            {isReading ? classroom.stop : words.start}
          </Button>
          {owners.length > 0 && (
            <Dropdown
              label={words.take}
              choices={owners}
              chosen={owner}
              placeholder={words.choose}
              isDisabled={isReading}
              onChoose={(id) => {
                const chosen = owners.find((one) => one.id === id);
                setOwner(id);
                setText(chosen?.text?.passages.map((passage) => passage.text).join('\n') ?? '');
              }}
            />
          )}
        </div>
        {isEmpty && <Alarm>{words.empty}</Alarm>}
        <Alarm error={refusal ?? failure} />
      </section>
      {race && (
        <section className="card stack" aria-label={words.chart} data-testid="race">
          {isReading ? (
            <p className={styles.verdict} role="status">
              {words.running(racing.filter(({ id }) => readings.get(race.ids, id)).length, racing.length)}
            </p>
          ) : (
            <RaceVerdict readings={found} entrants={racing} tokens={race.ids.length} />
          )}
          <RaceBars readings={found} entrants={racing} isOver={!isReading} />
          {race.isCut && <p className="small muted">{words.cut(MOST_TOKENS)}</p>}
        </section>
      )}
      <Explained points={words.about} terms={TERMS} />
    </div>
  );
}
