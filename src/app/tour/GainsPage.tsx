import { useTourStrings } from '../../i18n/tour';
import { adapterSize } from '../../model/adapter';
import { BASE_CONFIG } from '../../model/config';
import { Page, type PageProps } from './Page';
import styles from './tour.module.css';

/** How many numbers the base has, and how many of them norm-only training changes. */
export const ALL = adapterSize({ method: 'full' }, BASE_CONFIG);
export const GAINS = adapterSize({ method: 'norm' }, BASE_CONFIG);
/** The side of the large square; of the small one, so that their areas are as the numbers. */
const SIDE = 300;
const SMALL = SIDE * Math.sqrt(GAINS / ALL);

/** How little of the model training changes, to scale. */
export function GainsPage({ tour: _, ...props }: PageProps) {
  const words = useTourStrings().gains;
  return (
    <Page
      {...props}
      title={words.title}
      term="gain"
      sentences={[words.numbers(GAINS, ALL), words.about]}
      caption={words.scale(Math.round(ALL / GAINS))}
    >
      <div className={styles.scale} data-testid="gains">
        <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
          <rect className={styles.all} width={SIDE} height={SIDE} />
          <rect
            className={styles.gains}
            x={SIDE / 2 - SMALL / 2}
            y={SIDE / 2 - SMALL / 2}
            width={SMALL}
            height={SMALL}
          />
          {/* So that it is found. */}
          <circle className={styles.ring} cx={SIDE / 2} cy={SIDE / 2} r={16} />
        </svg>
        <ul className={styles.legend}>
          <li data-part="all">{words.all(ALL)}</li>
          <li data-part="gains">{words.gains(GAINS)}</li>
        </ul>
      </div>
    </Page>
  );
}
