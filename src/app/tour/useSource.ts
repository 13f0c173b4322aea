import { useEffect, useMemo, useState } from 'react';
import { useLanguage } from '../../i18n/react';
import type { Services } from '../../run/services';
import type { Prepared, Ready } from '../../text/prepared';
import type { SampleId } from '../../text/samples';
import { FIRST_SAMPLE, splitSample } from '../shell/sample-text';
import { type Example, exampleOf } from './example';

/** The text that the tour shows: the student's own, or a sample. */
export interface Source {
  /** Of a sample. */
  sample?: SampleId;
  ready: Ready;
  example: Example;
}

/**
 * The student's text, if there is enough of it, and else a sample; nothing until that is known. `own` is what became of the
 * student's text on the Make screen.
 */
export function useSource(
  services: Services | undefined,
  own: Prepared | undefined,
): { source?: Source | undefined; failure?: unknown } {
  const sample = FIRST_SAMPLE[useLanguage()];
  const [read, setRead] = useState<{ sample: SampleId; source?: Source; failure?: unknown }>();
  const ownSource = useMemo(() => own && sourceOf(own), [own]);
  const needsSample = services !== undefined && own !== undefined && !ownSource;
  useEffect(() => {
    if (!needsSample) return;
    let gone = false;
    splitSample(services.text, sample).then(
      (ready) => gone || setRead({ sample, source: { sample, ready, example: exampleOf(textOf(ready))! } }),
      (failure: unknown) => gone || setRead({ sample, failure }),
    );
    return () => {
      gone = true;
    };
  }, [needsSample, services, sample]);
  if (ownSource) return { source: ownSource };
  return needsSample && read?.sample === sample ? read : {};
}

function sourceOf(own: Prepared): Source | undefined {
  const example = own.kind === 'ready' ? exampleOf(textOf(own)) : undefined;
  return own.kind === 'ready' && example ? { ready: own, example } : undefined;
}

/** The part to learn from. */
const textOf = ({ pieces }: Ready) =>
  pieces
    .filter(({ role }) => role === 'train')
    .map(({ text }) => text)
    .join('\n');
