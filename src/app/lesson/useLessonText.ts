import { useEffect, useState } from 'react';
import { OWN_ID } from '../../experiments/setup';
import type { Services } from '../../run/services';
import type { Prepared, Ready } from '../../text/prepared';
import { splitSample } from '../shell/sample-text';
import type { TextId } from './course';

/** What is read of the samples, for as long as the services live. */
const read = new WeakMap<Services, Map<TextId, Promise<Ready>>>();

/** The text of the lesson, split as for a training; nothing while it is read, or where it is too short. */
export function useLessonText(
  services: Services | undefined,
  id: TextId,
  own: Prepared | undefined,
): { ready?: Ready; failure?: unknown } {
  const [state, setState] = useState<{ id: TextId; ready?: Ready; failure?: unknown }>();
  useEffect(() => {
    if (!services || id === OWN_ID) return;
    let gone = false;
    sampleOf(services, id).then(
      (ready) => gone || setState({ id, ready }),
      (failure: unknown) => gone || setState({ id, failure }),
    );
    return () => {
      gone = true;
    };
  }, [services, id]);
  if (id === OWN_ID) return own?.kind === 'ready' ? { ready: own } : {};
  return state?.id === id ? state : {};
}

function sampleOf(services: Services, id: TextId): Promise<Ready> {
  const known = read.get(services) ?? new Map<TextId, Promise<Ready>>();
  read.set(services, known);
  const prepared = known.get(id) ?? splitSample(services.text, id);
  known.set(id, prepared);
  // What could not be read is read anew when it is asked for again.
  prepared.catch(() => known.delete(id));
  return prepared;
}
