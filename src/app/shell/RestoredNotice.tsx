import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import type { Restored } from '../../store';
import styles from './shell.module.css';
import { store } from './store';

/** Says what the browser had lost, and what came back, until the student has read it. */
export function RestoredNotice() {
  const t = useFirstStrings();
  const words = t.shell.restored;
  const [restored, setRestored] = useState<Restored>();
  useEffect(() => void store.restored().then(setRestored, () => {}), []);
  // Nothing but the name of a profile may have been lost, and is back.
  if (!restored || Object.values(restored).every((count) => count === 0)) return null;
  const { texts, models, lostTexts, lostModels } = restored;
  return (
    <div className={`notice row spread ${styles.restored}`} role="status" data-testid="restored">
      <p>
        {texts + models > 0 ? words.back(texts, models) : words.nothing}{' '}
        {lostTexts + lostModels > 0 && words.lost(lostTexts, lostModels)}
      </p>
      <Button onPress={() => setRestored(undefined)}>{t.shell.close}</Button>
    </div>
  );
}
