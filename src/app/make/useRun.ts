import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Attribution, CurvePoint } from '../../model/run';
import { comparable, compareWithControls } from '../../run/attribution';
import { setBusy } from '../../run/busy';
import type { Engines } from '../../run/engines';
import {
  type Personalised,
  type PersonaliseNews,
  type PersonaliseTokens,
  personalise,
} from '../../run/personalise';
import type { Services } from '../../run/services';
import type { Plan } from '../../train/plan';
import type { Resumed, TrainStage } from '../../train/protocol';

import type { TrainedRecord } from '../shell/store';
import { useWakeLock } from '../shell/work';

/** Where a run is, as the screen shows it. */
export interface RunProgress {
  stage: TrainStage | 'measuring-base' | 'stopping' | 'measuring' | 'saving';
  step: number;
  steps: number;
  curve: CurvePoint[];
  /** What it runs on, once known; see `deviceWords`. */
  device?: string;
  secondsLeft?: number;
  /** Share of the measuring that is done, 0 to 1. */
  measured: number;
  /** That training broke off and went on, if it did. */
  resumed?: Resumed;
}

export type RunState =
  | { status: 'idle' }
  | { status: 'running'; progress: RunProgress }
  | { status: 'done'; adapter: TrainedRecord; compare?: Compare }
  | { status: 'failed'; error: unknown };

/** Finds out what the fall of the run that has ended is made of. */
export type Compare = (signal: AbortSignal) => Promise<Attribution>;

type RunAction =
  | { type: 'begin'; steps: number }
  | { type: 'news'; news: PersonaliseNews; seconds: number | undefined }
  | { type: 'stop' }
  | { type: 'saving' }
  | { type: 'end'; state: Exclude<RunState, { status: 'running' }> };

/** The student's run: one at a time. `keep` stores the result. */
export function useRun(keep: (result: Personalised) => Promise<TrainedRecord>) {
  const [state, dispatch] = useReducer(reduce, { status: 'idle' });
  const current = useRef<AbortController>(undefined);

  const start = useCallback(
    async (services: Services, engines: Engines, tokens: PersonaliseTokens, plan: Plan) => {
      const { steps } = plan.settings;
      dispatch({ type: 'begin', steps });
      const secondsLeft = stepClock(steps);
      const { signal } = (current.current = new AbortController());
      try {
        const onNews = (news: PersonaliseNews) =>
          dispatch({ type: 'news', news, seconds: news.type === 'losses' ? secondsLeft(news) : undefined });
        const result = await personalise(services, engines, tokens, plan, onNews, signal);
        dispatch({ type: 'saving' });
        const adapter = await keep(result);
        const compare: Compare | undefined = comparable(result)
          ? (signal) => compareWithControls(services, tokens, plan.settings, result, signal)
          : undefined;
        dispatch({ type: 'end', state: { status: 'done', adapter, compare } });
      } catch (error) {
        dispatch({ type: 'end', state: { status: 'failed', error } });
      }
    },
    [keep],
  );

  const stop = useCallback(() => {
    current.current?.abort();
    dispatch({ type: 'stop' });
  }, []);

  // A run ends with the page, so the browser asks before it lets the page go.
  const running = state.status === 'running';
  useWakeLock(running);
  useEffect(() => {
    setBusy('training', running);
    if (!running) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [running]);

  return { state, start, stop };
}

function reduce(state: RunState, action: RunAction): RunState {
  if (action.type === 'begin')
    return {
      status: 'running',
      progress: { stage: 'measuring-base', step: 0, steps: action.steps, curve: [], measured: 0 },
    };
  if (action.type === 'end') return action.state;
  if (state.status !== 'running') return state;
  const { progress } = state;
  switch (action.type) {
    case 'news':
      return { status: 'running', progress: { ...progress, ...changeBy(progress, action) } };
    case 'stop':
      return { status: 'running', progress: { ...progress, stage: 'stopping' } };
    case 'saving':
      return { status: 'running', progress: { ...progress, stage: 'saving' } };
  }
}

function changeBy(
  { stage, curve }: RunProgress,
  { news, seconds }: { news: PersonaliseNews; seconds: number | undefined },
): Partial<RunProgress> {
  switch (news.type) {
    case 'stage':
      return { stage: news.stage };
    case 'device':
      return { device: news.device };
    case 'losses': {
      const points = news.losses.map(
        ([step, loss]): CurvePoint => [step, Number.isFinite(loss) ? loss : null, null],
      );
      return { step: points[points.length - 1][0], secondsLeft: seconds, curve: withPoints(curve, points) };
    }
    case 'held':
      return { curve: withPoints(curve, [[news.step, null, news.perplexity]]) };
    case 'measuring':
      // Beside a graphics processor at work, the base is measured in passing.
      if (news.model === 'adapter') return { stage: 'measuring', measured: news.share };
      return stage === 'measuring-base' ? { measured: news.share } : {};
    case 'resumed':
      // The steps since the checkpoint are taken again, over the curve that is drawn.
      return { resumed: news, step: news.step, secondsLeft: undefined };
    default:
      return {};
  }
}

/** Adds points to a curve in order of steps; what is known of a step already stays known. */
function withPoints(curve: CurvePoint[], points: CurvePoint[]): CurvePoint[] {
  const merged = new Map(curve.map((point) => [point[0], point]));
  for (const [step, loss, held] of points) {
    const old = merged.get(step);
    merged.set(step, [step, loss ?? old?.[1] ?? null, held ?? old?.[2] ?? null]);
  }
  return [...merged.values()].sort((a, b) => a[0] - b[0]);
}

/** Tells from the steps that have come back so far how many seconds the rest will take. */
function stepClock(steps: number) {
  let first: { step: number; time: number } | undefined;
  let last = 0;
  return ({ losses }: { losses: [number, number][] }): number | undefined => {
    const [step] = losses[losses.length - 1];
    const time = performance.now() / 1000;
    // Steps that come again come after a break.
    if (!first || step <= last) first = { step, time };
    last = step;
    const taken = step - first.step;
    return taken > 0 ? ((time - first.time) / taken) * (steps - step) : undefined;
  };
}
