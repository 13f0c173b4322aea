import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import styles from './class.module.css';

/** What the numbers mean, and what they do not prove. */
export function Explained({ points }: { points: readonly string[] }) {
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
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}
