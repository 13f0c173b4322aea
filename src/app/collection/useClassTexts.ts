import { useEffect, useRef, useState } from 'react';
import { type ClassTexts, classTexts } from '../../run/class/class-texts';
import type { Services } from '../../run/services';
import type { CollectedMember } from '../../store';

/** The texts of a collection, made ready: undefined while they are read, `none` where there is too little. */
export function useClassTexts(
  services: Services,
  members: readonly CollectedMember[],
): { texts: ClassTexts | 'none' | undefined; failure: unknown } {
  const [read, setRead] = useState<{ key: string; texts: ClassTexts | 'none' }>();
  const [failure, setFailure] = useState<unknown>();
  // A new name makes no new text.
  const key = members.map(({ id, text }) => `${id} ${text?.learn.length} ${text?.held.length}`).join();
  const latest = useRef(members);
  latest.current = members;
  useEffect(() => {
    let gone = false;
    classTexts(services.text, latest.current).then(
      (texts) => gone || setRead({ key, texts: texts ?? 'none' }),
      (error: unknown) => gone || setFailure(error),
    );
    return () => {
      gone = true;
    };
  }, [services, key]);
  return { texts: read?.key === key ? read.texts : undefined, failure };
}
