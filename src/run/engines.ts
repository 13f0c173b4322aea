import type { EngineName, Method } from '../model/run';
import {
  type Choice,
  choose,
  type EngineHistory,
  evaluatorSpeed,
  examine,
  forget,
  known,
  type Machine,
  NOTHING_KNOWN,
  type Preference,
  rememberEvaluator,
  rememberFailure,
  rememberRun,
} from '../train/choice';
import { probe } from '../train/client';
import { describeMachine } from '../train/machine';
import type { MachineSpeed } from '../train/plan';
import type { Core } from '../train/webgpu/shaders';
import { secondsPerToken } from './general';
import type { Services } from './services';

/** What is known of this machine's engines, for the screen. */
export type EnginesState =
  | { status: 'examining' }
  | {
      status: 'known';
      choice: Choice;
      preference: Preference;
      /** How fast the chosen engine and the evaluator are. */
      speed: MachineSpeed | undefined;
    };

/** Where the history of engines is kept between visits; a browser that keeps nothing is examined at each. */
export interface EngineStorage {
  read(): Promise<EngineHistory | undefined>;
  write(history: EngineHistory): Promise<void>;
}

/** The training engines of this machine: finds out what they are worth, remembers it, and chooses. */
export class Engines {
  private current: EnginesState = { status: 'examining' };
  private history: EngineHistory = NOTHING_KNOWN;
  private machine: Machine | undefined;
  private readonly listeners = new Set<() => void>();
  /** Examinations run one after the other. */
  private work: Promise<void>;

  constructor(
    private readonly services: Services,
    private readonly storage: EngineStorage,
  ) {
    this.work = this.open();
    // An evaluator that does not open ends the services, and so this.
    this.work.catch(() => {});
  }

  readonly state = (): EnginesState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What is known, once everything that was asked so far has been found out. */
  async known(): Promise<Extract<EnginesState, { status: 'known' }>> {
    await this.work;
    if (this.current.status !== 'known') throw new Error('The engines have not been examined.');
    return this.current;
  }

  /** The student's wish. An engine that failed is tried again when it is asked for. */
  prefer(preference: Preference): void {
    this.history = { ...this.history, preference };
    if (preference !== 'auto' && this.isWrong(preference)) this.history = forget(this.history, preference);
    this.examineNext();
  }

  /** Tries an engine again. */
  retry(engine: EngineName): void {
    this.history = forget(this.history, engine);
    this.examineNext();
  }

  /** An engine failed at its work: it is not used again until it is asked for. */
  failed(engine: EngineName, error: Error): Promise<void> {
    this.history = rememberFailure(this.history, this.machine!, engine, error);
    return this.examineNext();
  }

  /** What a run has shown of an engine, as `Speed` has it. */
  ran(engine: EngineName, run: { method: Method; load: number; perToken: number }): void {
    this.history = rememberRun(this.history, this.machine!, engine, run);
    this.settle();
  }

  /** What a run has shown of the evaluator. */
  evaluated(secondsPerToken: number): void {
    this.history = rememberEvaluator(this.history, this.machine!, secondsPerToken);
    this.settle();
  }

  /** Whether `engine` still has to pass the known-answer test for `method`. */
  mustCheck(engine: EngineName, method: Method): boolean {
    const state = known(this.history, this.machine!, engine);
    return state?.status !== 'right' || !state.checked.includes(method);
  }

  /** How `engine` computed products when it was tried. */
  core(engine: EngineName): Core | undefined {
    const state = known(this.history, this.machine!, engine);
    return state?.status === 'right' ? state.core : undefined;
  }

  private isWrong(engine: EngineName): boolean {
    return this.machine !== undefined && known(this.history, this.machine, engine)?.status === 'wrong';
  }

  private async open(): Promise<void> {
    const [machine, history] = await Promise.all([
      describeMachine(),
      this.storage.read().catch(() => undefined),
    ]);
    this.machine = machine;
    this.history = history ?? this.history;
    // Before the engines are timed: a browser runs WebAssembly at a third of its speed until it has optimised it, and that
    // holds for all workers.
    if (evaluatorSpeed(this.history, machine) === undefined) {
      const seconds = await secondsPerToken(this.services);
      // The student may have wished for an engine meanwhile.
      this.history = rememberEvaluator(this.history, machine, seconds);
    }
    await this.examine();
    this.settle();
  }

  private examineNext(): Promise<void> {
    this.current = { status: 'examining' };
    this.tell();
    this.work = this.work
      .catch(() => {})
      .then(() => this.examine())
      .then(() => this.settle());
    return this.work;
  }

  private async examine(): Promise<void> {
    const { weights } = this.services.base;
    this.history = await examine(this.history, this.machine!, (engine) => probe(engine, weights));
  }

  /** Keeps what was found out, and lets the screens know. */
  private settle(): void {
    this.storage.write(this.history).catch(() => {});
    const choice = choose(this.history, this.machine!);
    const state = choice.engine && known(this.history, this.machine!, choice.engine);
    const evaluate = evaluatorSpeed(this.history, this.machine!);
    this.current = {
      status: 'known',
      choice,
      preference: this.history.preference,
      speed:
        choice.engine && state?.status === 'right' && evaluate !== undefined
          ? { engine: choice.engine, train: state.speed, evaluate }
          : undefined,
    };
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
