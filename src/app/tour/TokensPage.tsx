import { useTourStrings } from '../../i18n/tour';
import { BASE_CONFIG } from '../../model/config';
import { passageLanguage } from '../shell/passage';
import { Page, type PageProps } from './Page';
import styles from './tour.module.css';

/** A sentence as the model reads it. */
export function TokensPage({ tour, ...props }: PageProps) {
  const words = useTourStrings().tokens;
  const { source, pieces } = tour;
  const found = source?.examples[0].isCut ? words.beginning : words.sentence;
  return (
    <Page
      {...props}
      title={words.title}
      term="token"
      sentences={[words.about, words.known(BASE_CONFIG.vocab)]}
      of={source}
      caption={pieces && found(pieces.reduce((sum, { ids }) => sum + ids.length, 0))}
    >
      {pieces && (
        <ol className={styles.pieces} aria-label={words.picture} translate="no" data-testid="tokens">
          {pieces.map(({ text, ids }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence keep their places
            <li key={i}>
              {/* A space is a part of the token after it, and is seen. */}
              <bdi lang={passageLanguage(text)}>{text.replaceAll(' ', '\u2423')}</bdi>
              <span className="number">{ids.join(' + ')}</span>
            </li>
          ))}
        </ol>
      )}
    </Page>
  );
}
