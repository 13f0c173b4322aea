import { useState } from 'react';
import {
  Button,
  Disclosure,
  DisclosurePanel,
  Heading,
  Label,
  TextArea,
  TextField,
} from 'react-aria-components';
import type { EvaluatedModel } from '../../eval/evaluator';
import type { SurprisePart } from '../../eval/surprise';
import { useStrings } from '../../i18n/react';
import type { Services } from '../../run/services';
import { Termed } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { useEndsWithScreen } from '../shell/ends-with-screen';
import { levelOf, meanOneIn, oneIn } from './levels';
import styles from './look.module.css';

/** Longest text that is read, in UTF-16 units: a page or two, which takes seconds. */
const LONGEST = 6000;

/** A pasted text, coloured word by word by how surprised the base and the student's model are; with numbers for all who want them. */
export function SurpriseCard(props: {
  evaluator: Services['evaluator'] | undefined;
  read(): Promise<EvaluatedModel>;
  /** Nothing where there is no model but the base. */
  ownName: string | undefined;
}) {
  const t = useStrings();
  const words = t.why.surprise;
  const [text, setText] = useState('');
  const [reading, setReading] = useState(false);
  const [found, setFound] = useState<{ parts: SurprisePart[]; ownName: string | undefined }>();
  const [failure, setFailure] = useState<unknown>();
  const begin = useEndsWithScreen();
  const start = async () => {
    setReading(true);
    setFailure(undefined);
    try {
      const { ownName } = props;
      setFound({ parts: await props.evaluator!.surprise(await props.read(), text, begin()), ownName });
    } catch (error) {
      setFailure(error);
    }
    setReading(false);
  };
  return (
    <section className="card stack" data-testid="surprise">
      <Termed term="surprise">
        <h2>{words.title}</h2>
      </Termed>
      <p className="muted">{words.intro}</p>
      <TextField className="react-aria-TextField" value={text} onChange={setText}>
        <Label>{words.text}</Label>
        <TextArea rows={4} maxLength={LONGEST} spellCheck={false} />
      </TextField>
      <div className="row">
        <Button onPress={start} isDisabled={!props.evaluator || reading || text.trim() === ''}>
          {reading ? words.reading : words.button}
        </Button>
      </div>
      <Alarm error={failure} />
      {found && <Found parts={found.parts} ownName={found.ownName} />}
    </section>
  );
}

function Found({ parts, ownName }: { parts: readonly SurprisePart[]; ownName: string | undefined }) {
  const { why } = useStrings();
  const words = why.surprise;
  const readers = [
    { by: 'base', name: why.candidates.base },
    ...(ownName === undefined ? [] : [{ by: 'own', name: ownName } as const]),
  ] as const;
  const read = parts.flatMap(({ text, chances }, place) => (chances ? [{ text, chances, place }] : []));
  return (
    <>
      <div className={styles.legend}>
        <span className="small">{words.legend}</span>
        <ul>
          {words.levels.map((level, i) => (
            <li key={level} className="small">
              <span className={styles.swatch} data-level={i} aria-hidden="true" />
              {level}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.sides}>
        {readers.map(({ by, name }) => (
          <section key={by} aria-label={name} data-testid={`surprise-${by}`}>
            <h3 data-tone={by}>{name}</h3>
            <p role="status">{words.mean(name, meanOneIn(read.map(({ chances }) => chances[by])))}</p>
            <p className={styles.coloured} dir="auto">
              {parts.map(({ text, chances }, i) => (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text keep their places
                  key={i}
                  data-level={chances && levelOf(chances[by])}
                  title={chances && words.oneIn(oneIn(chances[by]))}
                >
                  {text}
                </span>
              ))}
            </p>
          </section>
        ))}
      </div>
      <Disclosure>
        <Heading level={3}>
          <Button slot="trigger" className="react-aria-Button quiet">
            {words.numbers}
          </Button>
        </Heading>
        <DisclosurePanel>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it */}
          <section className={styles.scroll} tabIndex={0} aria-label={words.numbers}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.word}</th>
                  {readers.map(({ by, name }) => (
                    <th key={by} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {read.map(({ text, chances, place }) => (
                  <tr key={place}>
                    <th scope="row" dir="auto">
                      {text}
                    </th>
                    {readers.map(({ by }) => (
                      <td key={by} className="number">
                        {words.oneIn(oneIn(chances[by]))}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </DisclosurePanel>
      </Disclosure>
    </>
  );
}
