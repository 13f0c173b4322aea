import { Button } from 'react-aria-components';
import type { OfflineState } from '../../offline/register';
import { useBusy } from './busy';

/**
 * Whether the app opens without a network, and whether there is a newer one. `kept`: whether the base stays in this
 * browser; undefined until it is here.
 */
export function OfflineStatus({ offline, kept }: { offline: OfflineState; kept: boolean | undefined }) {
  const busy = useBusy();
  const training = useBusy('training');
  const { status, update } = offline;
  if (update)
    return (
      <span role="status">
        {busy
          ? `A new version is ready; you can load it when ${training ? 'training' : 'the experiment'} has ended.`
          : 'A new version is ready. '}
        {!busy && (
          <Button className="react-aria-Button quiet" onPress={update}>
            Reload with it
          </Button>
        )}
      </span>
    );
  if (status === 'unavailable' || kept === undefined) return null;
  if (status === 'storing') return <span role="status">Storing everything for use without a network …</span>;
  return (
    <span role="status">
      {kept
        ? 'Works without a network.'
        : 'The base model could not be kept, so the next visit needs the network.'}
    </span>
  );
}
