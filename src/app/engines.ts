import {
  type Choice,
  choose,
  evaluatorSpeed,
  examine,
  forget,
  known,
  type Machine,
  type Memory,
  NOTHING_KNOWN,
  type Preference,
  rememberEvaluator,
  rememberFailure,
  rememberRun,
} from '../train/choice';
import { probe } from '../train/client';
import type { EngineName, Method } from '../train/engine';
import { describeMachine } from '../train/machine';
import type { MachineSpeed } from '../train/plan';
import type { Core } from '../train/webgpu/shaders';
import { generalOfBase } from './general';
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

/** Where the memory of engines is kept between visits; a browser that keeps nothing is examined at each. */
export interface EngineStorage {
  read(): Promise<Memory | undefined>;
  write(memory: Memory): Promise<void>;
}

/** The training engines of this machine: finds out what they are worth, remembers it, and chooses. */
export class Engines {
  private current: EnginesState = { status: 'examining' };
  private memory: Memory = NOTHING_KNOWN;
  private machine: Machine | undefined;
  private readonly listeners = new Set<() => void>();
  /** Examinations run one after the other. */
  private work: Promise<void>;

  constructor(
    private readonly services: Services,
    private readonly storage: EngineStorage,
  ) {
    this.work = this.open();
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
    this.memory = { ...this.memory, preference };
    if (preference !== 'auto' && this.isWrong(preference)) this.memory = forget(this.memory, preference);
    this.examineNext();
  }

  /** Tries an engine again. */
  retry(engine: EngineName): void {
    this.memory = forget(this.memory, engine);
    this.examineNext();
  }

  /** An engine failed at its work: it is not used again until it is asked for. */
  failed(engine: EngineName, error: Error): Promise<void> {
    this.memory = rememberFailure(this.memory, this.machine!, engine, error);
    return this.examineNext();
  }

  /** What a run has shown of an engine: its seconds for loading and for each token of a step. */
  ran(engine: EngineName, run: { method: Method; load: number; perToken: number }): void {
    this.memory = rememberRun(this.memory, this.machine!, engine, run);
    this.settle();
  }

  /** Whether `engine` still has to pass the known-answer test for `method`. */
  mustCheck(engine: EngineName, method: Method): boolean {
    const state = known(this.memory, this.machine!, engine);
    return state?.status !== 'right' || !state.checked.includes(method);
  }

  /** How `engine` computed products when it was tried. */
  core(engine: EngineName): Core | undefined {
    const state = known(this.memory, this.machine!, engine);
    return state?.status === 'right' ? state.core : undefined;
  }

  private isWrong(engine: EngineName): boolean {
    return this.machine !== undefined && known(this.memory, this.machine, engine)?.status === 'wrong';
  }

  private async open(): Promise<void> {
    const [machine, memory] = await Promise.all([
      describeMachine(),
      this.storage.read().catch(() => undefined),
    ]);
    this.machine = machine;
    this.memory = memory ?? this.memory;
    await this.examine();
    const measuring = generalOfBase(this.services).then(({ secondsPerToken }) => {
      this.memory = rememberEvaluator(this.memory, this.machine!, secondsPerToken);
    });
    // It takes seconds, so a visit that knows it from the one before does not wait. A failure comes again, and is
    // told, when a run asks for the same.
    if (evaluatorSpeed(this.memory, this.machine) === undefined) await measuring;
    else measuring.catch(() => {});
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
    this.memory = await examine(this.memory, this.machine!, (engine) => probe(engine, weights));
  }

  /** Keeps what was found out, and tells it. */
  private settle(): void {
    this.storage.write(this.memory).catch(() => {});
    const choice = choose(this.memory, this.machine!);
    const state = choice.engine && known(this.memory, this.machine!, choice.engine);
    const evaluate = evaluatorSpeed(this.memory, this.machine!);
    this.current = {
      status: 'known',
      choice,
      preference: this.memory.preference,
      speed:
        state?.status === 'right' && evaluate !== undefined ? { train: state.speed, evaluate } : undefined,
    };
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
