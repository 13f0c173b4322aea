import type { ReactNode } from 'react';
import type { Copies, Findings, Secrets } from '../../text/prepared';
import type { SecretKind } from '../../text/secret-patterns';
import { plural } from '../shell/format';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import styles from './FindingsPanel.module.css';
import type { FindingChoices } from './usePrepared';

/** What the text holds that a model had better not learn by heart, and what is to be done about it. */
export function FindingsPanel(props: {
  findings: Findings;
  choices: FindingChoices;
  onChange: (choices: FindingChoices) => void;
}) {
  const { findings, choices, onChange } = props;
  const { secrets, copies } = findings;
  return (
    <>
      {secrets.counts.length > 0 && (
        <Finding
          name="secrets"
          warning={secretWords(secrets)}
          examples={secrets.examples.map(({ masked, times }) =>
            times > 1 ? `${masked} (${times} times)` : masked,
          )}
          wish="Leave them out"
          isWished={choices.leaveOut}
          onWish={(leaveOut) => onChange({ ...choices, leaveOut })}
        />
      )}
      {copies.sentences > 0 && (
        <Finding
          name="copies"
          warning={copyWords(copies)}
          examples={copies.examples.map(({ text, times }) => `“${text}” (${times} times)`)}
          wish="Keep only the first copy"
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
  wish: ReactNode;
  isWished: boolean;
  onWish: (isWished: boolean) => void;
}) {
  return (
    <div className={`notice small ${styles.finding}`} data-testid={props.name}>
      <p>{props.warning}</p>
      <ul className="muted" aria-label="Found">
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

const KINDS: Record<SecretKind, [one: string, many: string]> = {
  key: ['secret key', 'secret keys'],
  password: ['password', 'passwords'],
  email: ['e-mail address', 'e-mail addresses'],
  phone: ['phone number', 'phone numbers'],
  aadhaar: ['Aadhaar number', 'Aadhaar numbers'],
  card: ['bank card number', 'bank card numbers'],
};
const list = new Intl.ListFormat('en', { type: 'conjunction' });

function secretWords({ counts, leftOut }: Secrets): string {
  const found = list.format(counts.map(({ kind, count }) => plural(count, ...KINDS[kind])));
  return leftOut
    ? `${found} left out, so your model cannot repeat them to anyone.`
    : `${found}: your model could repeat them to anyone who uses it.`;
}

function copyWords({ sentences, times, removed }: Copies): string {
  const found = `${plural(sentences, 'sentence')} ${sentences === 1 ? 'stands' : 'stand'} ${times} times in your text`;
  return removed
    ? `${found}, and only the first copy is kept.`
    : `${found}: your model will learn ${sentences === 1 ? 'it' : 'them'} by heart.`;
}
