import { useEffect, useMemo, useState } from 'react';
import { useLanguage } from '../../i18n/react';
import type { Services } from '../../run/services';
import type { Prepared, Ready } from '../../text/prepared';
import type { SampleId } from '../../text/samples';
import { FIRST_SAMPLE, splitSample } from '../shell/sample-text';
import { type Example, examplesOf } from './example';

/** So many are read to find a place that is worth showing. */
const SENTENCES = 4;

/** The text that the tour shows: the student's own, or a sample. */
export interface Source {
  /** Of a sample. */
  sample?: SampleId;
  ready: Ready;
  /** Its first sentences; at least one. */
  examples: Example[];
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
      (ready) => gone || setRead({ sample, source: { sample, ready, examples: exampleSentences(ready) } }),
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
  if (own.kind !== 'ready') return undefined;
  const examples = exampleSentences(own);
  return examples.length > 0 ? { ready: own, examples } : undefined;
}

/** Sentences of the part to learn from. */
const exampleSentences = ({ pieces }: Ready) =>
  examplesOf(
    pieces
      .filter(({ role }) => role === 'train')
      .map(({ text }) => text)
      .join('\n'),
    SENTENCES,
  );
