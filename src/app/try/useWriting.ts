import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import type { GenerateOptions } from '../../eval/options';
import type { Services } from '../../run/services';

export type Side = 'base' | 'mine';

/** What both models have written, and whether they still write. */
export interface Writing {
  prompt: string;
  /** What the student's model was called when it began. */
  name: string | undefined;
  text: Record<Side, string>;
  writing: Record<Side, boolean>;
  failure?: unknown;
}

type WritingAction =
  | { type: 'begin'; prompt: string; name: string | undefined }
  | { type: 'text'; side: Side; text: string }
  | { type: 'end'; side: Side; failure?: unknown };

const EMPTY: Writing = {
  prompt: '',
  name: undefined,
  text: { base: '', mine: '' },
  writing: { base: false, mine: false },
};

/** A model, as it will be read, and what it is called. */
export interface Named {
  name: string;
  read: () => Promise<EvaluatedModel>;
}

/**
 * Lets the base and the student's model continue the same prompt, side by side. Each side is busy from the call of
 * `write` on, while its model is still being read from the database.
 */
export function useWriting() {
  const [state, dispatch] = useReducer(reduce, EMPTY);
  const current = useRef<AbortController>(undefined);
  const stop = useCallback(() => current.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const write = useCallback(
    async (services: Services, mine: Named | undefined, prompt: string, options: GenerateOptions) => {
      const end = new AbortController();
      current.current = end;
      const models: [Side, () => Promise<EvaluatedModel>][] = [['base', async () => ({ kind: 'base' })]];
      if (mine) models.unshift(['mine', mine.read]);
      dispatch({ type: 'begin', prompt, name: mine?.name });
      await Promise.all(
        models.map(async ([side, read]) => {
          let failure: unknown;
          const onText = (text: string) => current.current === end && dispatch({ type: 'text', side, text });
          try {
            const model = await read();
            await services.evaluator.generate(model, prompt, options, onText, end.signal);
          } catch (error) {
            failure = error;
          }
          if (current.current === end) dispatch({ type: 'end', side, failure });
        }),
      );
    },
    [],
  );
  return { state, write, stop };
}

function reduce(state: Writing, action: WritingAction): Writing {
  switch (action.type) {
    case 'begin': {
      const { prompt, name } = action;
      return { prompt, name, text: EMPTY.text, writing: { base: true, mine: name !== undefined } };
    }
    case 'text':
      return { ...state, text: { ...state.text, [action.side]: state.text[action.side] + action.text } };
    case 'end':
      return {
        ...state,
        writing: { ...state.writing, [action.side]: false },
        failure: action.failure ?? state.failure,
      };
  }
}
