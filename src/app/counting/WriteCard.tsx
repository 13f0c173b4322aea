import { useId, useState } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { useCountingStrings } from '../../i18n/counting';
import { Rich } from '../../i18n/react';
import type { Services } from '../../run/services';
import type { FollowerTable, Order } from '../../text/counting/table';
import { Termed } from '../glossary/TermButton';
import { Bars, useFollowerBars } from './Bars';
import styles from './counting.module.css';
import { ModelsNext } from './ModelsNext';
import type { Mine } from './mine';
import { asWord, useNames } from './names';
import { OrderChoice } from './OrderChoice';
import { useWritten, type Way } from './useWritten';
import { WordField } from './WordField';
import { WrittenText } from './WrittenText';

const ROWS = 8;
const LONGEST = 300;

/** The table writes: a word is drawn by its counts, taken or picked, and then the next one; beside what models expect there. */
export function WriteCard(props: {
  table: FollowerTable;
  evaluator: Services['evaluator'];
  mine: Mine | undefined;
}) {
  const all = useCountingStrings();
  const words = all.write;
  const { table, evaluator, mine } = props;
  const { nameOf, namesOf } = useNames(table);
  const barsOf = useFollowerBars(nameOf);
  const [order, setOrder] = useState<Order>(1);
  const [way, setWay] = useState<Way>('lot');
  const [beginning, setBeginning] = useState('');
  const [isAsking, setAsking] = useState(false);
  const headingId = useId();
  const written = useWritten(table, order, way);
  const { before, choice, whole, context, followers, wrote } = written;
  const { bars, others } = barsOf(followers, ROWS, choice?.id);
  const isStuck = followers.total === 0;
  const expected = Math.min(order, table.idsIn(before).length);

  return (
    <section className={`card stack ${styles.big}`} data-testid="write">
      <div>
        <h2>{words.title}</h2>
        <p className="muted">{words.intro}</p>
      </div>
      <div className={styles.settings}>
        <OrderChoice order={order} onChange={setOrder} />
        <RadioGroup
          className={`react-aria-RadioGroup ${styles.radios}`}
          value={way}
          onChange={(value) => setWay(value as Way)}
        >
          <Termed term="drawing">
            <Label>{words.choose.label}</Label>
          </Termed>
          <Radio value="lot">{words.choose.lot}</Radio>
          <Radio value="commonest">{words.choose.commonest}</Radio>
        </RadioGroup>
      </div>
      <WrittenText before={before} whole={whole} context={context.length} />
      <div className="row">
        <Button
          className="react-aria-Button primary big"
          onPress={choice ? written.goOn : written.choose}
          isDisabled={isStuck}
        >
          {choice ? words.goOn : way === 'lot' ? words.draw : words.take}
        </Button>
        <Button className="react-aria-Button big" onPress={written.thirty} isDisabled={isStuck}>
          {words.thirty}
        </Button>
        <Button className="react-aria-Button" onPress={written.back} isDisabled={!written.canGoBack}>
          {words.back}
        </Button>
        <Button className="react-aria-Button" onPress={() => written.begin('')}>
          {words.fresh}
        </Button>
        <Button className="react-aria-Button" onPress={() => setAsking(!isAsking)}>
          {isAsking ? all.models.hide : all.models.ask}
        </Button>
      </div>
      <p className={styles.pair} role="status">
        {choice?.way === 'lot' && (
          <Rich text={words.drawn(nameOf(choice.id), choice.ticket!, followers.total)} word={asWord} />
        )}
        {choice?.way === 'commonest' && <Rich text={words.taken(nameOf(choice.id))} word={asWord} />}
        {choice?.way === 'hand' && <Rich text={words.picked(nameOf(choice.id))} word={asWord} />}
        {!choice && isStuck && <Rich text={words.never(lastWordOf(before))} word={asWord} />}
        {!choice && !isStuck && context.length < expected && (
          <Rich text={words.shorter(namesOf(context))} word={asWord} />
        )}
        {!choice && !isStuck && context.length === expected && wrote !== undefined && words.wrote(wrote)}
        {!choice && !isStuck && context.length === expected && wrote === undefined && (
          <span className="muted">{words.pickHint}</span>
        )}
      </p>
      <div className={styles.beside} data-asking={isAsking}>
        <div className={styles.followers}>
          <h3 id={headingId}>
            {context.length === 0 && !isStuck && words.beginnings}
            {(context.length > 0 || isStuck) && (
              <Rich text={words.after(isStuck ? lastWordOf(before) : namesOf(context))} word={asWord} />
            )}
          </h3>
          <Bars
            labelledBy={headingId}
            bars={bars}
            rows={ROWS}
            marked={choice?.id}
            onPick={({ id }) => written.pick(Number(id))}
          />
          <p className="muted">{others ?? '\u00a0'}</p>
        </div>
        {isAsking && <ModelsNext text={before} evaluator={evaluator} mine={mine} />}
      </div>
      <form
        className={styles.begin}
        onSubmit={(event) => {
          event.preventDefault();
          written.begin(beginning);
        }}
      >
        <WordField label={words.begin} value={beginning} onChange={setBeginning} longest={LONGEST} />
        <Button type="submit" isDisabled={beginning.trim() === ''}>
          {words.beginButton}
        </Button>
      </form>
    </section>
  );
}

const lastWordOf = (text: string) => text.split(/\s+/).at(-1) ?? '';
