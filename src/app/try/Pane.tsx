import { passageLanguage } from '../shell/passage';
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
}) {
  return (
    <section className={`card ${styles.pane}`} data-model={props.model} data-testid={`pane-${props.model}`}>
      <h2>{props.name}</h2>
      <p className={styles.output}>
        <span className="muted" dir="auto" lang={passageLanguage(props.prompt)}>
          {props.prompt}
        </span>
        <span data-testid={`text-${props.model}`} lang={passageLanguage(props.text)}>
          {props.text}
        </span>
        {props.writing && props.text === '' && props.before && (
          <span className="small muted"> {props.before}</span>
        )}
        {props.writing && <span className={styles.caret} aria-hidden="true" />}
      </p>
    </section>
  );
}
