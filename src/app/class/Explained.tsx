import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import type { AskedTerm } from '../../i18n/glossary';
import { TermButton } from '../glossary/TermButton';
import styles from './class.module.css';

/** What the numbers mean, and what they do not prove. */
export function Explained(props: {
  points: readonly string[];
  /** The technical word of each point, where it has one that is explained. */
  terms: readonly (AskedTerm | undefined)[];
}) {
  const { points, terms } = props;
  const words = useClassStrings();
  return (
    <Disclosure defaultExpanded className={`react-aria-Disclosure card ${styles.explained}`}>
      <Heading level={3}>
        <Button slot="trigger" className="react-aria-Button quiet">
          {words.means}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ul>
          {points.map((point, i) => {
            const term = terms[i];
            return (
              <li key={point}>
                {point}
                {term && <TermButton term={term} />}
              </li>
            );
          })}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}
