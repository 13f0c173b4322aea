import { type ComponentType, useEffect, useRef } from 'react';
import { useStrings } from '../../i18n/react';
import { useTourStrings } from '../../i18n/tour';
import type { Prepared } from '../../text/prepared';
import { Alarm } from '../shell/Alarm';
import { href } from '../shell/route';
import { openedOf, useServices } from '../shell/services';
import { GainsPage } from './GainsPage';
import { GuessPage } from './GuessPage';
import { HeldPage } from './HeldPage';
import { LossPage } from './LossPage';
import type { PageProps } from './Page';
import { PracticePage } from './PracticePage';
import { ResultPage } from './ResultPage';
import { TokensPage } from './TokensPage';
import styles from './tour.module.css';
import { useArrows } from './useArrows';
import { useTour } from './useTour';

const NAMES = ['tokens', 'guess', 'loss', 'gains', 'practice', 'held', 'result'] as const;
const PAGES: Record<(typeof NAMES)[number], ComponentType<PageProps>> = {
  tokens: TokensPage,
  guess: GuessPage,
  loss: LossPage,
  gains: GainsPage,
  practice: PracticePage,
  held: HeldPage,
  result: ResultPage,
};

/**
 * What happens in a training, a picture a page, with the student's own words and numbers. `detail` is the number of the page,
 * from 1; `own` the student's text, once it is read.
 */
export function TourScreen({ detail, own }: { detail: string | undefined; own: Prepared | undefined }) {
  const t = useStrings();
  const words = useTourStrings();
  const state = useServices();
  const tour = useTour(openedOf(state), own);
  const heading = useRef<HTMLHeadingElement>(null);
  const all = NAMES.length;
  // Any other address is that of the first page.
  const page = NAMES.findIndex((_, i) => String(i + 1) === detail) + 1 || 1;
  const name = NAMES[page - 1];
  const Shown = PAGES[name];
  const to = (number: number) => href('tour', String(number));
  useArrows(page > 1 ? to(page - 1) : undefined, page < all ? to(page + 1) : undefined);
  // The link that led here may be gone, or hidden with its screen: a browser takes the focus from it only a moment later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is the reason to look
  useEffect(() => {
    const focused = document.activeElement;
    if (focused === document.body || focused?.getClientRects().length === 0)
      heading.current?.focus({ preventScroll: true });
  }, [page]);

  return (
    <section className={`card ${styles.tour}`} aria-label={words.title} data-testid="tour">
      <div className={styles.top}>
        <p className={styles.about}>{words.title}</p>
        <nav aria-label={words.pages}>
          <ol className={styles.pages}>
            {NAMES.map((one, i) => (
              <li key={one}>
                <a href={to(i + 1)} aria-current={one === name ? 'step' : undefined}>
                  {i + 1}
                  <span className="visually-hidden">: {words[one].title}</span>
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <a href={href('make')}>{words.leave}</a>
      </div>
      <p className="visually-hidden" role="status">
        {words.progress(page, all)}: {words[name].title}
      </p>
      <Alarm error={tour.failure ?? (state.status === 'failed' ? state.error : undefined)} />
      <Shown
        tour={tour}
        heading={heading}
        waiting={state.status === 'loading' ? t.shell.waitingForBase : words.reading}
      />
      <div className={styles.ways}>
        {page > 1 ? (
          <a className={styles.way} href={to(page - 1)}>
            {words.back}
          </a>
        ) : (
          <span className="small muted">{words.keys}</span>
        )}
        <span className="number muted" data-testid="progress">
          {words.progress(page, all)}
        </span>
        <a className={`primary ${styles.way}`} href={page < all ? to(page + 1) : href('make')}>
          {page < all ? words.next : words.begin}
        </a>
      </div>
    </section>
  );
}
