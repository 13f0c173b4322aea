import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { threadsFor } from '../../model/onnx/runtime';
import { reloadIsolates } from '../../offline/register';

/** Says what it costs that this page may use one thread only, and how to get the others. */
export function ThreadsNote() {
  const [reloadHelps, setReloadHelps] = useState(false);
  useEffect(() => {
    let gone = false;
    reloadIsolates().then(() => gone || setReloadHelps(true));
    return () => {
      gone = true;
    };
  }, []);
  const threads = threadsFor(navigator.hardwareConcurrency, true);
  if (crossOriginIsolated || threads === 1) return null;
  return (
    <div className="notice small" data-testid="one-thread">
      <p>
        This page may use only one of {threads} threads, so everything takes nearly {threads} times as long.
        {!reloadHelps && ' The address it was opened from does not allow more.'}
      </p>
      {reloadHelps && <Button onPress={() => location.reload()}>Reload to use all {threads}</Button>}
    </div>
  );
}
