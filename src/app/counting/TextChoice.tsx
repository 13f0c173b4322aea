import { authorName } from '../../experiments/names';
import { OWN_ID } from '../../experiments/setup';
import { useCountingStrings } from '../../i18n/counting';
import { Rich, useStrings } from '../../i18n/react';
import { SAMPLES } from '../../text/samples';
import { TermButton } from '../glossary/TermButton';
import { Dropdown } from '../shell/Dropdown';
import { href } from '../shell/route';
import styles from './counting.module.css';
import type { Counted } from './useCounted';

const IDS = [OWN_ID, ...SAMPLES.map(({ id }) => id)];

/** Which text is counted, as a part of the address: so a teacher can link to it. */
export function TextChoice(props: {
  id: string | undefined;
  counted: Counted | undefined;
  isOwnReady: boolean;
}) {
  const t = useStrings();
  const words = useCountingStrings().text;
  const { id, counted, isOwnReady } = props;
  return (
    <div className={styles.choice}>
      <Dropdown
        label={words.label}
        choices={IDS.map((one) => ({ id: one, name: authorName(t, one) }))}
        chosen={id ?? null}
        placeholder={words.label}
        disabled={isOwnReady ? [] : [OWN_ID]}
        onChoose={(chosen) => {
          location.hash = href('counting', chosen);
        }}
      />
      <div className={`small muted ${styles.facts}`}>
        {counted && (
          <>
            <p>{words.size(counted.words, counted.different)}</p>
            <p>
              {words.held(counted.heldWords)}
              <TermButton term="held-out" />
            </p>
          </>
        )}
        {!isOwnReady && (
          <p>
            <Rich text={words.own} link={(inner: string) => <a href={href('make')}>{inner}</a>} />
          </p>
        )}
      </div>
    </div>
  );
}
