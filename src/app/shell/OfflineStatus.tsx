import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import type { OfflineState } from '../../offline/register';
import { isFromHere } from './localhost';
import { useBusy } from './work';

/**
 * Whether the app opens without internet, and whether there is a newer one. `kept`: whether the base stays in this
 * browser; undefined until it is here.
 */
export function OfflineStatus({ offline, kept }: { offline: OfflineState; kept: boolean | undefined }) {
  const t = useFirstStrings();
  const words = t.shell.offline;
  const isBusy = useBusy();
  const experimenting = useBusy('experiment');
  const { status, update, trouble } = offline;
  if (update && experimenting) return <span role="status">{words.updateAfterExperiment}</span>;
  if (update && isBusy) return <span role="status">{words.updateAfterTraining}</span>;
  if (update)
    return (
      <span role="status">
        {words.update}{' '}
        <Button className="react-aria-Button quiet" onPress={update}>
          {words.reloadToUpdate}
        </Button>
      </span>
    );
  // One thing at a time: without the base, its own sentence is there.
  if (status === 'unavailable' || kept === undefined) return null;
  if (status === 'refused') return <span role="status">{words.refused}</span>;
  if (trouble)
    return (
      <span role="status">
        {words.troubles[trouble.reason]}{' '}
        {trouble.reason === 'unreachable' && isFromHere() && `${t.shell.startAgain} `}
        <Button className="react-aria-Button quiet" onPress={trouble.tryAgain}>
          {t.shell.tryAgain}
        </Button>
      </span>
    );
  if (status === 'storing') return <span role="status">{words.storing}</span>;
  return <span role="status">{kept ? words.works : words.baseNotKept}</span>;
}
