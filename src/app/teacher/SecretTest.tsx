import { useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { useTeacherStrings } from '../../i18n/teacher';
import { clean } from '../../text/clean';
import { describeSecrets, findSecrets, leaveOutSecrets } from '../../text/secrets';
import { passageLanguage } from '../shell/passage';
import styles from './harm.module.css';

/** A sentence is enough to try it. */
const LONGEST = 500;

/** What the app leaves out of a sentence before a model reads it: the same search as for a training, while one types. */
export function SecretTest() {
  const t = useStrings();
  const words = useTeacherStrings().harm.test;
  const [written, setWritten] = useState<string>();
  const text = clean(written ?? words.example);
  const secrets = findSecrets(text);
  const { counts } = describeSecrets([text], [secrets], true);
  const found = counts.map(({ kind, count }) => t.make.findings.secrets[kind](count));
  const read = leaveOutSecrets(text, secrets);
  return (
    <section className="card stack" aria-label={words.heading} data-testid="secret-test">
      <h2>{words.heading}</h2>
      <p>{words.about}</p>
      <TextField value={written ?? words.example} onChange={setWritten} maxLength={LONGEST}>
        <Label>{words.label}</Label>
        <TextArea rows={3} autoComplete="off" spellCheck={false} />
      </TextField>
      <div className={styles.read}>
        <h3>{words.reads}</h3>
        <blockquote lang={passageLanguage(read)} dir="auto" translate="no" data-testid="what-it-reads">
          {read}
        </blockquote>
        <p role="status">{found.length > 0 ? words.found(found) : words.nothing}</p>
      </div>
    </section>
  );
}
