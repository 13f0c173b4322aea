import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTourStrings } from '../../i18n/tour';
import { href } from '../shell/route';
import { useAdapters } from '../shell/store';
import styles from './StartBoxes.module.css';

/**
 * Three ways to begin, for whoever has no model yet. They lie on the empty field of the text and take no room: nothing moves
 * when they come or go.
 */
export function StartBoxes({ onOwn, onSample }: { onOwn: () => void; onSample: () => void }) {
  const words = useTourStrings().start;
  const { adapters } = useAdapters();
  if (adapters?.length !== 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div className={styles.start} role="group" aria-label={words.label} data-testid="start">
      <p aria-hidden="true">{words.label}</p>
      <Button className={styles.box} onPress={onOwn}>
        <Box {...words.own} />
      </Button>
      <Button className={styles.box} onPress={onSample}>
        <Box {...words.sample} />
      </Button>
      <a className={styles.box} href={href('tour', '1')}>
        <Box {...words.tour} />
      </a>
    </div>
  );
}

const Box = ({ name, about }: { name: string; about: string }): ReactNode => (
  <>
    <strong>{name}</strong> <span className="small muted">{about}</span>
  </>
);
