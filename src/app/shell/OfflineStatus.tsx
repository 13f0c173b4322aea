import { Button } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import type { OfflineState } from '../../offline/register';
import { useBusy } from './work';

/**
 * Whether the app opens without internet, and whether there is a newer one. `kept`: whether the base stays in this
 * browser; undefined until it is here.
 */
export function OfflineStatus({ offline, kept }: { offline: OfflineState; kept: boolean | undefined }) {
  const words = useStrings().shell.offline;
  const training = useBusy('training');
  const experimenting = useBusy('experiment');
  const { status, update } = offline;
  if (update && training) return <span role="status">{words.updateAfterTraining}</span>;
  if (update && experimenting) return <span role="status">{words.updateAfterExperiment}</span>;
  if (update)
    return (
      <span role="status">
        {words.update}{' '}
        <Button className="react-aria-Button quiet" onPress={update}>
          {words.reloadToUpdate}
        </Button>
      </span>
    );
  if (status === 'unavailable' || kept === undefined) return null;
  if (status === 'storing') return <span role="status">{words.storing}</span>;
  return <span role="status">{kept ? words.works : words.baseNotKept}</span>;
}
