import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { threadsFor } from '../../model/threads';
import { reloadIsolates } from '../../offline/register';

/** Says what it costs that this page may use one thread only, and how to get the others. */
export function ThreadsNote() {
  const words = useFirstStrings().make.threads;
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
      <p>{reloadHelps ? words.note(threads) : words.fixed(threads)}</p>
      {reloadHelps && <Button onPress={() => location.reload()}>{words.reload(threads)}</Button>}
    </div>
  );
}
