import { useEffect, useState } from 'react';
import { openDevice } from '../../train/webgpu/device';

/** Whether this browser can train, and why not. */
export type Trainable = { status: 'asking' } | { status: 'yes' } | { status: 'no'; reason: string };

const WITHOUT =
  'So nothing can be trained here; everything else works: measuring, trying and your models. ' +
  'A recent Chrome, Edge or Firefox on a newer laptop usually offers it.';

export function useTrainable(): Trainable {
  const [trainable, setTrainable] = useState<Trainable>({ status: 'asking' });
  useEffect(() => {
    let gone = false;
    openDevice(navigator.gpu).then(
      (device) => {
        device.destroy();
        if (!gone) setTrainable({ status: 'yes' });
      },
      (error: Error) => gone || setTrainable({ status: 'no', reason: `${error.message} ${WITHOUT}` }),
    );
    return () => {
      gone = true;
    };
  }, []);
  return trainable;
}
