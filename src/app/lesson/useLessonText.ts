import { useEffect, useState } from 'react';
import { OWN_ID } from '../../experiments/setup';
import type { Services } from '../../run/services';
import type { Prepared, Ready } from '../../text/prepared';
import { loadSample, SAMPLES } from '../../text/samples';
import type { TextId } from './course';

/** What is read of the samples, for as long as the services live. */
const read = new WeakMap<Services, Map<TextId, Promise<Prepared>>>();

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
      (prepared) => gone || setState({ id, ...(prepared.kind === 'ready' && { ready: prepared }) }),
      (failure: unknown) => gone || setState({ id, failure }),
    );
    return () => {
      gone = true;
    };
  }, [services, id]);
  if (id === OWN_ID) return own?.kind === 'ready' ? { ready: own } : {};
  return state?.id === id ? state : {};
}

function sampleOf(services: Services, id: TextId): Promise<Prepared> {
  const known = read.get(services) ?? new Map<TextId, Promise<Prepared>>();
  read.set(services, known);
  const prepared = known.get(id) ?? prepare(services, id);
  known.set(id, prepared);
  // What could not be read is read anew when it is asked for again.
  prepared.catch(() => known.delete(id));
  return prepared;
}

/** It is read apart from what is being typed on the Make screen, where the latest request wins. */
async function prepare({ text }: Services, id: TextId): Promise<Prepared> {
  const sample = SAMPLES.find((one) => one.id === id);
  if (!sample) throw new RangeError(`no sample is called ${id}`);
  const prepared = await text.prepare([{ name: id, text: await loadSample(sample) }], { apart: true });
  return prepared!;
}
