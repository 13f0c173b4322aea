import type { EvaluatedModel } from '../../eval/evaluator';
import type { Attribution, CurvePoint } from '../../model/run';
import type { PersonaliseNews } from '../../run/personalise';
import type { UnfinishedRun } from '../../store';
import type { Resumed, TrainStage } from '../../train/protocol';
import type { TrainedRecord } from '../shell/store';
import type { TimeLeft } from './run-clock';

/** Where a run is, as the screen shows it. */
export interface RunProgress {
  stage: TrainStage | 'measuring-base' | 'measuring-first' | 'stopping' | 'measuring' | 'saving';
  step: number;
  steps: number;
  curve: CurvePoint[];
  /** What it runs on, once known; see `deviceWords`. */
  device?: string;
  left?: TimeLeft;
  /** Share of the measuring that is done, 0 to 1. */
  measured: number;
  /** That training broke off and went on, if it did. */
  resumed?: Resumed;
}

export type RunState =
  | { status: 'idle' }
  /** What is shown is the first result, here and below, once it is there. */
  | ({ status: 'running'; progress: RunProgress } & Partial<Shown>)
  | ({ status: 'done'; compare?: Compare } & Shown)
  | ({ status: 'failed'; error: unknown } & Partial<Shown>)
  /** It came to its end, but could not be saved; `save` tries again. */
  | ({ status: 'unsaved'; error: unknown; save: () => Promise<void> } & Partial<Shown>);

/** A result on the screen: the kept model, and what it can be heard by. */
interface Shown {
  kept: TrainedRecord;
  speaker?: Speaker;
}

/** A model as it was just measured, and held-out text to try it on. */
export interface Speaker {
  model: EvaluatedModel;
  held: Int32Array;
}

/** Finds out what the fall of the run that has ended is made of. */
export type Compare = (signal: AbortSignal) => Promise<Attribution>;

/** What is told of a run while it is done. */
export type RunNews =
  | { type: 'news'; news: PersonaliseNews; left: TimeLeft }
  /** The first result is here and kept. */
  | { type: 'first'; kept: TrainedRecord; speaker?: Speaker }
  | { type: 'saving' }
  | { type: 'end'; state: Exclude<RunState, { status: 'running' }> };

export type RunAction =
  /** `from` is what a run goes on from that was cut off. */
  { type: 'begin'; steps: number; from?: UnfinishedRun['checkpoint'] } | { type: 'stop' } | RunNews;

export function reduce(state: RunState, action: RunAction): RunState {
  if (action.type === 'begin') {
    const { steps, from } = action;
    const progress = { stage: 'measuring-base', step: from?.step ?? 0, steps, measured: 0 } as const;
    return { status: 'running', progress: { ...progress, curve: from ? curveOf(from) : [] } };
  }
  const { kept, speaker } = 'kept' in state ? state : {};
  if (action.type === 'end')
    return action.state.status === 'idle'
      ? action.state
      : { ...(kept && { kept, speaker }), ...action.state };
  if (state.status !== 'running') return state;
  const { progress } = state;
  switch (action.type) {
    case 'news':
      return { ...state, progress: { ...progress, ...changeBy(progress, action) } };
    case 'first':
      return { ...state, kept: action.kept, speaker: action.speaker };
    case 'stop':
      return { ...state, progress: { ...progress, stage: 'stopping' } };
    case 'saving':
      return { ...state, progress: { ...progress, stage: 'saving' } };
  }
}

function changeBy(
  { stage, curve }: RunProgress,
  { news, left }: { news: PersonaliseNews; left: TimeLeft },
): Partial<RunProgress> {
  switch (news.type) {
    case 'stage':
      // Whoever stopped it is not told that it trains.
      return stage === 'stopping' ? {} : { stage: news.stage, left };
    case 'device':
      return { device: news.device };
    case 'losses': {
      const points = news.losses.map(([step, loss]) => pointOf(step, loss));
      return { step: points[points.length - 1][0], left, curve: withPoints(curve, points) };
    }
    case 'held':
      return { curve: withPoints(curve, [[news.step, null, news.perplexity]]) };
    case 'measuring':
      // Beside a graphics processor at work, the base is measured in passing.
      if (news.model === 'adapter') return { stage: 'measuring', measured: news.share };
      return stage === 'measuring-base' ? { measured: news.share } : {};
    case 'measuring-first':
      // Beside a graphics processor too.
      return news.waits && stage !== 'stopping'
        ? { stage: 'measuring-first', measured: news.share, left }
        : {};
    case 'resumed':
      // The steps since the checkpoint are taken again, over the curve that is drawn.
      return { resumed: news, step: news.step, left: undefined };
    default:
      return {};
  }
}

/** What was drawn of a run until it was cut off. */
function curveOf({ losses, held }: NonNullable<UnfinishedRun['checkpoint']>): CurvePoint[] {
  const drawn = held.map(([step, perplexity]): CurvePoint => [step, null, perplexity]);
  return withPoints(
    drawn,
    losses.map((loss, i) => pointOf(i + 1, loss)),
  );
}

/** The point of a step; one that was skipped has no loss. */
function pointOf(step: number, loss: number): CurvePoint {
  return [step, Number.isFinite(loss) ? loss : null, null];
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
