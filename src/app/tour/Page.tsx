import type { ReactNode, RefObject } from 'react';
import type { AskedTerm } from '../../i18n/glossary';
import { Rich, useStrings } from '../../i18n/react';
import { useTourStrings } from '../../i18n/tour';
import { Termed } from '../glossary/TermButton';
import { passageLanguage } from '../shell/passage';
import styles from './tour.module.css';
import type { Source } from './useSource';
import type { Tour } from './useTour';

/** What a page of the tour is told. */
export interface PageProps {
  tour: Tour;
  heading: RefObject<HTMLHeadingElement | null>;
  /** What is waited for, in words. */
  waiting: string;
}

/** A page: its sentences, one picture, and below it a sentence about what is seen there. */
export function Page(props: {
  heading: PageProps['heading'];
  title: string;
  term: AskedTerm;
  sentences: readonly string[];
  /** The text that the page speaks of, where it speaks of one. */
  of?: Source | undefined;
  caption: ReactNode;
  /** The picture, or nothing while it is waited for. */
  children: ReactNode;
  waiting: string;
}) {
  const { heading, title, term, sentences, of, caption, children, waiting } = props;
  return (
    <div className={styles.page}>
      <div className={styles.words}>
        <Termed term={term}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </Termed>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {of && <Whose source={of} />}
      </div>
      <figure className={styles.figure}>
        <div className={styles.picture} aria-busy={!children}>
          {children || <p className="muted">{waiting}</p>}
        </div>
        <figcaption className={styles.caption}>{caption}</figcaption>
      </figure>
    </div>
  );
}

/** Whose words these are. */
function Whose({ source }: { source: Source }) {
  const t = useStrings();
  const words = useTourStrings();
  return (
    <p className="small muted">
      {source.sample ? (
        <Rich text={words.sample(t.samples[source.sample].title)} title={asWritten} />
      ) : (
        words.own
      )}
    </p>
  );
}

/** Words that somebody wrote, in a sentence of any language. */
export const asWritten = (text: string) => (
  <bdi lang={passageLanguage(text)} translate="no">
    {text}
  </bdi>
);
