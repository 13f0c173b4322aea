import { useId } from 'react';
import { useStrings } from '../../i18n/react';
import type { Voice } from '../../run/voice';
import { passageLanguage } from '../shell/passage';
import styles from './VoiceView.module.css';

/** One sentence of the student's, as the base and their own model go on, side by side. */
export function VoiceView({ voice }: { voice: Voice }) {
  const t = useStrings();
  const words = t.result.voice;
  const title = useId();
  const { beginning, base, own } = voice;
  const texts = [
    { tone: 'base', name: t.tryOut.base, text: base },
    { tone: 'mine', name: t.tryOut.model, text: own },
  ];
  return (
    <section data-testid="voice" aria-labelledby={title}>
      <h3 id={title}>{words.title}</h3>
      <p className="small muted">{words.about}</p>
      <dl className={styles.pair}>
        {texts.map(({ tone, name, text }) => (
          <div key={tone} data-tone={tone}>
            <dt>{name}</dt>
            <dd dir="auto" lang={passageLanguage(beginning + text)}>
              <span className="muted">{beginning}</span>
              {text}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
