import type { FirstStrings } from '../../i18n/en';
import { useFirstStrings } from '../../i18n/first';
import type { Copies, Findings, Secrets } from '../../text/prepared';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import styles from './FindingsPanel.module.css';
import type { FindingChoices } from './usePrepared';

/** What the text holds that a model had better not learn by heart, and what is to be done about it. */
export function FindingsPanel(props: {
  findings: Findings;
  choices: FindingChoices;
  onChange: (choices: FindingChoices) => void;
}) {
  const t = useFirstStrings();
  const words = t.make.findings;
  const { findings, choices, onChange } = props;
  const { secrets, copies } = findings;
  return (
    <>
      {secrets.counts.length > 0 && (
        <Finding
          name="secrets"
          warning={secretWords(t, secrets)}
          examples={secrets.examples.map(({ masked, times }) =>
            times > 1 ? words.times(masked, times) : masked,
          )}
          wish={words.leaveOut}
          isWished={choices.leaveOut}
          onWish={(leaveOut) => onChange({ ...choices, leaveOut })}
        />
      )}
      {copies.sentences > 0 && (
        <Finding
          name="copies"
          warning={copyWords(t, copies)}
          examples={copies.examples.map(({ text, times }) => words.times(`“${text}”`, times))}
          wish={words.keepFirst}
          isWished={choices.keepFirst}
          onWish={(keepFirst) => onChange({ ...choices, keepFirst })}
        />
      )}
    </>
  );
}

/** One warning, examples, and the switch that obeys it. */
function Finding(props: {
  name: string;
  warning: string;
  examples: readonly string[];
  wish: string;
  isWished: boolean;
  onWish: (isWished: boolean) => void;
}) {
  const words = useFirstStrings().make.findings;
  return (
    <div className={`notice small ${styles.finding}`} data-testid={props.name}>
      <p>{props.warning}</p>
      <ul className="muted" aria-label={words.list} translate="no">
        {props.examples.map((example) => (
          <li key={example}>{example}</li>
        ))}
      </ul>
      <ToggleSwitch isSelected={props.isWished} onChange={props.onWish}>
        {props.wish}
      </ToggleSwitch>
    </div>
  );
}

function secretWords({ make: { findings: words } }: FirstStrings, { counts, leftOut }: Secrets): string {
  const found = counts.map(({ kind, count }) => words.secrets[kind](count));
  return leftOut ? words.secretsLeftOut(found) : words.secretsLearned(found);
}

function copyWords(
  { make: { findings: words } }: FirstStrings,
  { sentences, times, removed }: Copies,
): string {
  return removed ? words.copiesRemoved(sentences, times) : words.copiesLearned(sentences, times);
}
