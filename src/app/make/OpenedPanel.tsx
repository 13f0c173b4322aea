import { useMemo } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { Rich, useFirstStrings } from '../../i18n/first';
import { take } from '../../text/documents/document';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import styles from './OpenedPanel.module.css';
import type { Opened } from './useTextIn';

/** What was taken from the files that were just opened, what was not and why, and what the student says to that. */
export function OpenedPanel(props: {
  opened: readonly Opened[];
  onChoose: (opened: Opened, choice: Opened['choice']) => void;
  onClose: () => void;
}) {
  const words = useFirstStrings().make.opened;
  if (props.opened.length === 0) return null;
  // Those about which something is asked come first.
  const inOrder = [...props.opened].sort((a, b) => asks(b) - asks(a));
  return (
    <div className={`small ${styles.panel}`} data-testid="opened">
      <div className="row spread">
        <h3>{words.heading}</h3>
        <Button className="react-aria-Button quiet" onPress={props.onClose}>
          {words.close}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.documents} tabIndex={0} aria-label={words.heading}>
        <ul>
          {inOrder.map((one) => (
            <li key={one.id}>
              <Document opened={one} onChoose={(choice) => props.onChoose(one, choice)} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function asks({ document: { people, converted } }: Opened): number {
  return people ? 2 : converted === undefined ? 0 : 1;
}

const PREVIEW_CHARACTERS = 90;

function Document({
  opened: { document, choice },
  onChoose,
}: {
  opened: Opened;
  onChoose: (choice: Opened['choice']) => void;
}) {
  const words = useFirstStrings().make.opened;
  const { name, people, converted, repairs } = document;
  const { text, leftOut } = take(document, choice);
  // It may be long, and the screen is drawn at every letter that is typed.
  const count = useMemo(() => countWords(text), [text]);
  const isUnknown = people !== undefined && choice.person === undefined && !choice.everything;
  return (
    <div className={styles.document}>
      <p>
        <strong translate="no">{name}</strong>{' '}
        <span className="muted">{isUnknown ? words.nothingYet : words.taken(count)}</span>
      </p>
      {people && (
        <RadioGroup
          className={`react-aria-RadioGroup ${styles.people}`}
          value={choice.person?.toString() ?? ''}
          onChange={(person) => onChoose({ ...choice, everything: false, person: Number(person) })}
        >
          <Label>{words.who}</Label>
          {people.map((person, i) => (
            <Radio key={person.name} value={String(i)}>
              <span translate="no">{person.name}</span>{' '}
              <span className="muted">{words.messages(person.messages)}</span>
            </Radio>
          ))}
        </RadioGroup>
      )}
      {leftOut.length > 0 && (
        <div>
          <p>{words.leftOut}</p>
          <ul className={`muted ${styles.left}`}>
            {leftOut.map(({ reason, count, example }) => (
              <li key={reason}>
                <Rich
                  text={words.reasons[reason](count, example)}
                  example={(words: string) => <bdi translate="no">{words}</bdi>}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
      {repairs.map((repair) => (
        <p key={repair.kind} className="muted">
          {repair.kind === 'encoding'
            ? words.encoding[repair.encoding]
            : words.repaired[repair.kind](repair.count)}
        </p>
      ))}
      {converted !== undefined && (
        <ToggleSwitch
          isSelected={choice.converted}
          onChange={(isWished) => onChoose({ ...choice, everything: false, converted: isWished })}
          description={words.converted(converted.slice(0, PREVIEW_CHARACTERS))}
        >
          {words.convert}
        </ToggleSwitch>
      )}
      {document.all !== document.text && (
        <ToggleSwitch
          isSelected={choice.everything}
          onChange={(everything) => onChoose({ ...choice, everything, converted: false })}
        >
          {words.everything}
        </ToggleSwitch>
      )}
    </div>
  );
}

function countWords(text: string): number {
  let words = 0;
  for (const _ of text.matchAll(/\S+/g)) words++;
  return words;
}
