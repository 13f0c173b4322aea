import { useEffect, useState } from 'react';
import type { TextDocument } from '../../text/document';
import type { Prepared } from '../../text/prepared';
import type { ServicesState } from '../services';

/** A pause in typing this long, in milliseconds, starts the reading. */
const PAUSE_MS = 400;

/** The text, tokenised and split, kept up with what is typed. While it is behind it is `preparing`, `share` of the way. */
export function usePrepared(services: ServicesState, documents: readonly TextDocument[]) {
  const [prepared, setPrepared] = useState<Prepared>();
  const [failure, setFailure] = useState<string>();
  const [share, setShare] = useState(0);
  const [preparedFor, setPreparedFor] = useState<readonly TextDocument[]>();

  useEffect(() => {
    if (services.status !== 'ready') return;
    const timer = setTimeout(async () => {
      try {
        setShare(0);
        const answer = await services.services.text.prepare(
          documents.map(({ name, text }) => ({ name, text })),
          { onProgress: setShare },
        );
        if (!answer) return;
        setPrepared(answer);
        setFailure(undefined);
      } catch (error) {
        setFailure((error as Error).message);
      }
      setPreparedFor(documents);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [services, documents]);

  return { prepared, failure, preparing: preparedFor !== documents, share };
}
