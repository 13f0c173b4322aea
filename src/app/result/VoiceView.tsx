import { useId } from 'react';
import { useStrings } from '../../i18n/react';
import type { Voice } from '../../run/voice';
import { passageLanguage } from '../shell/passage';
import styles from './VoiceView.module.css';

/** One sentence of the student's, as the base and their own model go on, side by side. */
export function VoiceView({ voice }: { voice: Voice | 'awaited' }) {
  const t = useStrings();
  const words = t.result.voice;
  const title = useId();
  return (
    <section data-testid="voice" aria-labelledby={title}>
      <h3 id={title}>{words.title}</h3>
      <p className="small muted">{words.about}</p>
      {voice === 'awaited' ? (
        <p className={`muted ${styles.room}`}>{t.tryOut.writing(2)}</p>
      ) : (
        <dl className={`${styles.pair} ${styles.room}`}>
          <Written tone="base" name={t.shell.baseModel} beginning={voice.beginning} text={voice.base} />
          <Written tone="mine" name={t.tryOut.model} beginning={voice.beginning} text={voice.own} />
        </dl>
      )}
    </section>
  );
}

function Written(props: { tone: 'base' | 'mine'; name: string; beginning: string; text: string }) {
  const { tone, name, beginning, text } = props;
  return (
    <div data-tone={tone}>
      <dt>{name}</dt>
      <dd dir="auto" lang={passageLanguage(beginning + text)}>
        <span className="muted">{beginning}</span>
        {text}
      </dd>
    </div>
  );
}
