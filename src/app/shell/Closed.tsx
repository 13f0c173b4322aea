import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { StoreError } from '../../store';
import { Alarm } from './Alarm';
import { BarePage } from './BarePage';

/**
 * What is shown in the app's place where what is kept could not be opened. Nothing is shown as empty then: it would look
 * as if all were lost, and what is kept anew might be.
 */
export function Closed({ error, onTryAgain }: { error: unknown; onTryAgain: () => void }) {
  const t = useFirstStrings();
  const words = t.shell.closed;
  const reason = error instanceof StoreError ? error.reason : 'failed';
  const room = reason === 'full' ? words.full : reason === 'failed' ? words.failed : undefined;
  return (
    <BarePage title={words.title}>
      <Alarm error={error}>{room}</Alarm>
      <p>{words.keepData}</p>
      <p>
        <Button onPress={onTryAgain}>{t.shell.tryAgain}</Button>
      </p>
    </BarePage>
  );
}
