import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { EvaluatorClient } from '../../eval/client';
import type { EvaluatedModel } from '../../eval/evaluator';
import type { Suggestion } from '../../eval/suggest';
import { type Adviser, Offering } from './offering';
import { isToBeSaid } from './offers';

const BASE: EvaluatedModel = { kind: 'base' };
const WORDS_AHEAD = 4;
/** Who has not typed for so long, in milliseconds, can listen. */
const PAUSE_MS = 900;

/** What `model` offers, and the base beside it if `besideBase`; nothing without a model. */
export function useOffering(
  evaluator: EvaluatorClient | undefined,
  model: EvaluatedModel | undefined,
  besideBase: boolean,
) {
  const offering = useMemo(() => new Offering(), []);
  const shown = useSyncExternalStore(offering.subscribe, () => offering.shown);
  useEffect(() => {
    if (!evaluator || !model) return offering.use({});
    offering.use({
      own: adviser(evaluator, model),
      ...(besideBase && { base: adviser(evaluator, BASE) }),
    });
    return offering.stop;
  }, [offering, evaluator, model, besideBase]);
  return { offering, shown };
}

function adviser(evaluator: EvaluatorClient, model: EvaluatedModel): Adviser {
  return {
    suggest: (before, signal) => evaluator.suggest(model, before, signal),
    goOn: (before, signal) => evaluator.goOn(model, before, { words: WORDS_AHEAD }, signal),
  };
}

const NONE: readonly Suggestion[] = [];

/** The words to be said to those who do not see them: each set once, when the student pauses. */
export function useSaid(words: readonly Suggestion[], isWriting: boolean): readonly Suggestion[] {
  const [said, setSaid] = useState(NONE);
  useEffect(() => {
    if (!isWriting || !isToBeSaid(words, said)) return;
    const timer = setTimeout(() => setSaid(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, said, isWriting]);
  return said;
}
