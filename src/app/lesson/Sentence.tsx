import type { ReactNode } from 'react';
import type { Begun } from '../../run/lesson/guesses';
import { passageLanguage } from '../shell/passage';
import styles from './lesson.module.css';

/** The end of what stands before a sentence, in UTF-16 units: enough to know what it is about. */
const SHOWN_BEFORE = 80;

/** A sentence that was broken off, with a little of what stands before it; `word` is in the place of the next word. */
export function Sentence({ begun, word }: { begun: Begun; word: ReactNode }) {
  const { before, beginning } = begun;
  const cut = before.slice(-SHOWN_BEFORE).replace(/^\S*\s/, '');
  return (
    <blockquote className={styles.sentence} lang={passageLanguage(beginning)} dir="auto" translate="no">
      {cut.trim() !== '' && <span className="muted">… {cut.replace(/\s*\n\s*/g, ' ')}</span>}
      {beginning} {word}
    </blockquote>
  );
}
