import { useEffect, useRef, useState } from 'react';
import { loadTokenizer } from '../../offline/base';
import { startTextWorker, type TextClient } from '../../text/client';
import { openedOf, useServices } from '../shell/services';

/**
 * What reads texts. Where the base is still coming it is a worker of the screen's own, for which the tokenizer is enough; the
 * screen stays with the one that it had first. `failure`: why it has none.
 */
export function useTextClient(): { text?: TextClient; failure?: unknown } {
  const shared = openedOf(useServices())?.text;
  const isNeeded = useRef(shared === undefined);
  const first = useRef(shared);
  const [own, setOwn] = useState<TextClient>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (!isNeeded.current) return;
    let worker: TextClient | undefined;
    let gone = false;
    loadTokenizer().then((files) => {
      // The base may have come first after all.
      if (gone || first.current) return;
      worker = startTextWorker(files);
      setOwn(worker);
    }, setFailure);
    return () => {
      gone = true;
      worker?.close();
    };
  }, []);
  first.current ??= own ?? shared;
  return first.current ? { text: first.current } : { failure };
}
