import { Rich, useStrings } from '../../i18n/react';
import { useTourStrings } from '../../i18n/tour';
import { modelWords } from '../../i18n/words';
import { defaultSettings } from '../../train/settings';
import { LossChart } from '../charts/LossChart';
import { GAINS } from './GainsPage';
import { asWritten, Page, type PageProps } from './Page';
import styles from './tour.module.css';

const PLAN = defaultSettings('norm');

/** The curve of the student's last training; before there is one, what a step does. */
export function PracticePage({ tour: { last }, ...props }: PageProps) {
  const t = useStrings();
  const words = useTourStrings().practice;
  return (
    <Page
      {...props}
      title={words.title}
      term="step"
      sentences={[words.about, words.move]}
      caption={
        last ? (
          <Rich text={words.curve(modelWords(t, last), last.run.steps)} name={asWritten} />
        ) : (
          last === null && words.plan(PLAN.steps)
        )
      }
    >
      {last ? (
        <div data-testid="curve">
          <LossChart curve={last.run.curve} steps={last.run.steps} />
        </div>
      ) : (
        last === null && (
          <ol className={styles.loop} aria-label={words.picture} data-testid="loop">
            <li>{words.read(PLAN.rows, PLAN.length)}</li>
            <li>{words.guess}</li>
            <li>{words.compare}</li>
            <li>{words.change(GAINS)}</li>
          </ol>
        )
      )}
    </Page>
  );
}
