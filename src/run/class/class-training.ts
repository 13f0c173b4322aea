import type { ClassModel, CollectedMember, CollectionStore } from '../../store';
import { type MachineSpeed, type Plan, planFor } from '../../train/plan';
import { defaultSettings } from '../../train/settings';
import { setBusy } from '../busy';
import type { Engines } from '../engines';
import { personalise } from '../personalise';
import type { Services } from '../services';
import type { ClassTexts } from './class-texts';
import { compareMembers, membersToCompare } from './comparison';

/** What becomes of a class's model. */
export type ClassTrainingState =
  | { status: 'idle' }
  /** `stage` tells what is done before and after the steps. */
  | { status: 'training'; stage: 'opening' | 'steps' | 'stopping' | 'measuring'; step: number; steps: number }
  | { status: 'comparing'; done: number; all: number }
  | { status: 'failed'; error: unknown };

/** What a training of a class's model will be. */
export interface ClassPlan extends Plan {
  /** Of `seconds`, how many for the comparison with the students' own models. */
  comparing: number;
}

/** A class has more text than one student: it is read about so often, in no more steps than these. */
const PASSES = 3;
const MOST_STEPS = 400;
/** Seconds that a session of its own takes to open, which a model needs that is more than other gains. */
const SESSION_SECONDS = 3;

/** How many steps of the recipe suit so many tokens to learn from. */
export function stepsFor(train: number): number {
  const { steps, rows, length } = defaultSettings('norm');
  return Math.min(MOST_STEPS, Math.max(steps, Math.ceil((PASSES * train) / (rows * length))));
}

/** The plan for a class's model, and for comparing it. It remembers no text, as no model in a class file does. */
export function classPlan(
  { held, tests }: ClassTexts,
  members: readonly CollectedMember[],
  general: number,
  speed: MachineSpeed,
  steps: number,
): ClassPlan {
  const settings = { ...defaultSettings('norm'), steps, endsWhenEnough: true };
  const plan = planFor(settings, { held: held.length, general, memory: 0 }, speed);
  const compared = membersToCompare(members, tests);
  const tokens = compared.reduce((sum, { id }) => sum + tests.get(id)!.length, 0);
  const sessions = compared.filter(({ model }) => model!.weights.method !== 'norm').length;
  const comparing = 3 * tokens * speed.evaluate + sessions * SESSION_SECONDS;
  return { ...plan, seconds: plan.seconds + comparing, comparing };
}

/** Trains the model of a class and compares it, one at a time, whatever screen is shown. */
export class ClassTraining {
  private current: ClassTrainingState = { status: 'idle' };
  private stopping: AbortController | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly collections: Pick<CollectionStore, 'change' | 'list'>) {}

  readonly state = (): ClassTrainingState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Trains on `texts`, keeps the model in the place of an earlier one, and compares it. Never rejects. */
  start(
    services: Services,
    engines: Engines,
    members: readonly CollectedMember[],
    texts: ClassTexts,
    plan: ClassPlan,
  ): Promise<void> {
    return this.work(async (signal) => {
      const { steps } = plan.settings;
      this.show({ status: 'training', stage: 'opening', step: 0, steps });
      const tokens = { train: texts.train, held: texts.held, general: services.general };
      const tell = (change: Partial<Extract<ClassTrainingState, { status: 'training' }>>) => {
        const { current } = this;
        // Whoever stopped it is not told that it trains.
        if (current.status !== 'training' || (current.stage === 'stopping' && change.stage === 'steps'))
          return;
        this.show({ ...current, ...change });
      };
      const { run, adapter } = await personalise(
        services,
        engines,
        tokens,
        plan,
        (news) => {
          if (news.type === 'stage' && news.stage === 'training') tell({ stage: 'steps' });
          if (news.type === 'losses') tell({ step: news.losses.at(-1)![0] });
          if (news.type === 'measuring' && news.model === 'adapter') tell({ stage: 'measuring' });
        },
        signal,
      );
      const model: ClassModel = {
        ...{ kind: 'class-model', id: crypto.randomUUID(), madeAt: Date.now() },
        ...{ weights: adapter, run, learnedFrom: texts.members },
      };
      const before = (await this.collections.list()).filter(({ kind }) => kind === 'class-model');
      await this.collections.change(
        [model],
        before.map(({ id }) => id),
      );
      // Stopping the training is no wish to stop what comes after it.
      this.stopping = new AbortController();
      await this.comparing(services, model, members, texts, this.stopping.signal);
    });
  }

  /** Compares a model that is kept with those of the members. Never rejects. */
  compare(
    services: Pick<Services, 'evaluator'>,
    model: ClassModel,
    members: readonly CollectedMember[],
    texts: ClassTexts,
  ): Promise<void> {
    return this.work((signal) => this.comparing(services, model, members, texts, signal));
  }

  /** Ends the training after its step, and what was learned is kept and compared; ends a comparison. */
  stop(): void {
    const { current } = this;
    if (current.status === 'training') this.show({ ...current, stage: 'stopping' });
    this.stopping?.abort();
  }

  private async comparing(
    { evaluator }: Pick<Services, 'evaluator'>,
    model: ClassModel,
    members: readonly CollectedMember[],
    { tests }: ClassTexts,
    signal: AbortSignal,
  ): Promise<void> {
    const onReading = (done: number, all: number) => this.show({ status: 'comparing', done, all });
    const compared = await compareMembers(evaluator, model, members, tests, { signal, onReading });
    await this.collections.change([{ ...model, compared }]);
  }

  private async work(job: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const isRunning = this.current.status === 'training' || this.current.status === 'comparing';
    if (isRunning) return;
    this.stopping = new AbortController();
    setBusy('class', true);
    let end: ClassTrainingState = { status: 'idle' };
    try {
      await job(this.stopping.signal);
    } catch (error) {
      // A comparison that was stopped has not failed.
      const isStopped = this.current.status === 'comparing' && this.stopping.signal.aborted;
      if (!isStopped) end = { status: 'failed', error };
    }
    setBusy('class', false);
    this.show(end);
  }

  private show(state: ClassTrainingState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
