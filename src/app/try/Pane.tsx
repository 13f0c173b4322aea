import { passageLanguage } from '../shell/passage';
import { type Origin, WrittenText } from '../why/WrittenText';
import styles from './try.module.css';

/** What one model has written so far, behind the prompt that both were given. */
export function Pane(props: {
  model: 'base' | 'mine';
  name: string;
  prompt: string;
  text: string;
  writing: boolean;
  /** What it does before its first word, if that takes a while. */
  before?: string;
  /** How it was written: once it is, its words can be asked about. */
  origin: Origin | undefined;
}) {
  const testId = `text-${props.model}`;
  return (
    <section className={`card ${styles.pane}`} data-model={props.model} data-testid={`pane-${props.model}`}>
      <h2>{props.name}</h2>
      <div className={styles.output} lang={passageLanguage(props.text)}>
        <span className="muted" dir="auto" lang={passageLanguage(props.prompt)}>
          {props.prompt}
        </span>
        {props.origin && !props.writing && props.text !== '' ? (
          <WrittenText text={props.text} testId={testId} origin={props.origin} />
        ) : (
          <span data-testid={testId}>{props.text}</span>
        )}
        {props.writing && props.text === '' && props.before && (
          <span className="small muted"> {props.before}</span>
        )}
        {props.writing && <span className={styles.caret} aria-hidden="true" />}
      </div>
    </section>
  );
}
