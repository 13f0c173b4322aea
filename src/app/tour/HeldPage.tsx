import { useTourStrings } from '../../i18n/tour';
import type { Ready } from '../../text/prepared';
import { passageLanguage } from '../shell/passage';
import { Page, type PageProps } from './Page';
import styles from './tour.module.css';

/** In UTF-16 units: some lines. */
const SHOWN = 160;

/** How the text is divided, and where the part begins that is set aside. */
export function HeldPage({ tour: { source }, ...props }: PageProps) {
  const words = useTourStrings().held;
  const held = source && beginningOf(source.ready);
  return (
    <Page
      {...props}
      title={words.title}
      term="held-out"
      sentences={[words.about, words.why]}
      of={source}
      caption={null}
    >
      {source && held !== undefined && (
        <div className={styles.divided} data-testid="held">
          <div className={styles.strip} aria-hidden="true">
            <span data-part="train" style={{ flexGrow: source.ready.train.length }} />
            <span data-part="held" style={{ flexGrow: source.ready.held.length }} />
          </div>
          <ul className={styles.legend}>
            <li data-part="train">{words.train(source.ready.train.length)}</li>
            <li data-part="held">{words.held(source.ready.held.length)}</li>
          </ul>
          <div>
            <h2 className="small muted">{words.begins}</h2>
            <blockquote lang={passageLanguage(held)} dir="auto" translate="no">
              {held}
            </blockquote>
          </div>
        </div>
      )}
    </Page>
  );
}

/** The beginning of what is set aside, on one line and ending with a whole word. */
function beginningOf({ pieces }: Ready): string {
  const whole = pieces
    .find(({ role }) => role === 'held')!
    .text.trim()
    .replace(/\s+/g, ' ');
  if (whole.length <= SHOWN) return whole;
  const cut = whole.slice(0, SHOWN);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))} …`;
}
