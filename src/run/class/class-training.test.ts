import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EvaluatedModel } from '../../eval/evaluator';
import { type ClassModel, type Collected, type CollectedMember, StoreError } from '../../store';
import { normWeights, openFresh, RUN } from '../../store/store.fixtures';
import { startTraining } from '../../train/client';
import { TrainError } from '../../train/engine';
import { isBusy } from '../busy';
import type { Engines } from '../engines';
import type { Services } from '../services';
import { textClient, writing } from './class.fixtures';
import { classTexts, MOST_TESTED } from './class-texts';
import { ClassTraining, type ClassTrainingState, classPlan, stepsFor } from './class-training';
import { compareMembers, tallyOf, whoKnows } from './comparison';
import { splitText } from './members';

vi.mock('../../train/client', () => ({ startTraining: vi.fn() }));
afterEach(() => void vi.mocked(startTraining).mockReset());

const member = async (id: string, text: string, hasModel = true): Promise<CollectedMember> => ({
  ...{ kind: 'member', id, name: id, text: await splitText(textClient, [{ name: '', text }]) },
  ...(hasModel && { model: { name: id, createdAt: 1, weights: normWeights(id.length) } }),
});
const anu = await member('anu', writing('the bus'));
const babuk = await member('babuk', writing('rain'));
const chinnu = await member('chinnu', writing('tea'), false);
const short = await member('short', 'Amma made puttu.');
const speed = { engine: 'cpu', train: { load: 1, perToken: { norm: 0.001 } }, evaluate: 0.002 } as const;

describe('the texts of a class', () => {
  test('are learned from one after the other, and each one’s end is held out for all', async () => {
    const { train, held, tests, members } = (await classTexts(textClient, [anu, babuk, short]))!;
    const learned = (await textClient.decode(train)).join('\n');
    expect(learned).toContain('the bus number 0 ');
    expect(learned).toContain('rain number 0 ');
    expect(learned).toContain('puttu');
    expect(learned).not.toContain('number 199 ');
    const [ofAnu] = await textClient.decode(tests.get('anu')!);
    expect(ofAnu).toMatch(/^\s*(Then )?the bus number 1\d\d |Then the bus number 1\d\d /);
    expect(learned).not.toContain(ofAnu.slice(0, 60));
    expect([...tests.keys()]).toEqual(['anu', 'babuk']);
    expect(tests.get('anu')!.length).toBeLessThanOrEqual(MOST_TESTED);
    expect(held.length).toBeGreaterThan(tests.get('anu')!.length);
    expect(members).toEqual(['anu', 'babuk', 'short']);
  });

  test('are no test where another member gave the same page', async () => {
    const copied = {
      ...babuk,
      text: { learn: `${babuk.text!.learn} ${anu.text!.held}`, held: babuk.text!.held },
    };
    const { tests } = (await classTexts(textClient, [anu, copied]))!;
    expect([...tests.keys()]).toEqual(['babuk']);
  });

  test('are too little without anything to learn from, or to test on', async () => {
    expect(await classTexts(textClient, [])).toBeUndefined();
    expect(await classTexts(textClient, [short, { ...anu, text: undefined }])).toBeUndefined();
  });
});

describe('the plan', () => {
  test('has the steps of the recipe, more for more text, and never too many', () => {
    expect([stepsFor(1000), stepsFor(30_000), stepsFor(1e6)]).toEqual([100, 176, 400]);
  });

  test('promises time for the comparison too', async () => {
    const texts = (await classTexts(textClient, [anu, babuk, chinnu]))!;
    const plan = classPlan(texts, [anu, babuk, chinnu], 2500, speed, 100);
    const tested = texts.tests.get('anu')!.length + texts.tests.get('babuk')!.length;
    expect(plan.comparing).toBeCloseTo(3 * 0.002 * tested, 6);
    expect(plan.seconds).toBeGreaterThan(plan.comparing + 100 * 512 * 0.001);
    expect(plan.measured.memory).toBe(0);
    const lora = {
      ...anu,
      model: { ...anu.model!, weights: { method: 'lora', bytes: new Uint8Array(1) } as const },
    };
    expect(classPlan(texts, [lora, babuk], 2500, speed, 100).comparing).toBeCloseTo(plan.comparing + 3, 6);
  });
});

/** An evaluator for which the own models are better than the base, and the class's model better still or worse. */
const evaluator = (byClass: number) => ({
  perplexity: vi.fn(async (model: EvaluatedModel, { length }: Int32Array) => {
    const value = 'kind' in model ? 3 : model.bytes[0] === 7 ? byClass : 2.9;
    const tokenNll = Float32Array.from({ length: length - 1 }, (_, i) => value + 0.3 * Math.sin(i));
    return { perplexity: Math.exp(value), tokenNll, sum: value * (length - 1), count: length - 1 };
  }),
});
const OF_CLASS = { method: 'norm', bytes: new Uint8Array(9216).fill(7) } as const;

describe('the comparison', () => {
  test('is of those who have a model and a test, token by token', async () => {
    const { tests } = (await classTexts(textClient, [anu, babuk, chinnu]))!;
    const heard: number[][] = [];
    const compared = await compareMembers(
      evaluator(2.8),
      { id: 'c', weights: OF_CLASS },
      [anu, babuk, chinnu],
      tests,
      {
        onReading: (...place) => heard.push(place),
      },
    );
    expect(compared.map(({ id }) => id)).toEqual(['anu', 'babuk']);
    expect(compared[0].tokens).toBe(tests.get('anu')!.length - 1);
    expect(compared[0].ahead.value).toBeCloseTo(Math.exp(-0.1), 5);
    expect(tallyOf(compared)).toEqual({ own: 0, class: 2, open: 0, short: 0 });
    expect(heard).toEqual([0, 1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
  });

  test('says who knows better, if the interval does', () => {
    expect(whoKnows({ value: 1.1, low: 1.01, high: 1.2 })).toBe('own');
    expect(whoKnows({ value: 0.9, low: 0.8, high: 0.99 })).toBe('class');
    expect(whoKnows({ value: 1.1, low: 0.9, high: 1.2 })).toBe('open');
    expect(whoKnows({ value: 1.5 })).toBe('short');
  });
});

const modelIn = (kept: readonly Collected[]) => kept.find((one) => one.kind === 'class-model')!;

/** What is kept, in a list. */
function shelf(...kept: Collected[]) {
  return {
    kept,
    list: async () => [...kept],
    async change(put: readonly Collected[], out: readonly string[] = [], needed: readonly string[] = []) {
      if (needed.some((id) => kept.every((one) => one.id !== id))) throw new StoreError('missing');
      const ids = [...out, ...put.map(({ id }) => id)];
      kept.splice(0, kept.length, ...kept.filter(({ id }) => !ids.includes(id)), ...put);
    },
  };
}

describe('a training of the class’s model', () => {
  const engines = {
    known: async () => ({ choice: { engine: 'cpu' } }),
    mustCheck: () => false,
    core: () => undefined,
    ran: () => {},
    evaluated: () => {},
  } as unknown as Engines;
  const members = [anu, babuk, chinnu];

  const old: ClassModel = {
    ...{ kind: 'class-model', id: 'old', madeAt: 1, weights: OF_CLASS, run: RUN, learnedFrom: ['anu'] },
  };

  let opened: Awaited<ReturnType<typeof openFresh>>;
  afterEach(() => opened.store.close());

  async function trained(
    train: typeof startTraining,
    {
      stopAt,
      collections = shelf(...members, old),
    }: {
      stopAt?: ClassTrainingState['status'];
      collections?: ReturnType<typeof shelf>;
    } = {},
  ) {
    opened = await openFresh();
    vi.mocked(startTraining).mockImplementation(train);
    const training = new ClassTraining(collections, opened.checkpoints);
    const heard: ClassTrainingState[] = [];
    const busy: boolean[] = [];
    training.subscribe(() => {
      heard.push(training.state());
      busy.push(isBusy('class'));
      const isFirst = heard.filter(({ status }) => status === stopAt).length === 1;
      if (training.state().status === stopAt && isFirst) training.stop();
    });
    const texts = (await classTexts(textClient, members))!;
    const services = {
      base: { weights: new ArrayBuffer(0) },
      evaluator: evaluator(2.8),
      general: new Int32Array(300),
    } as unknown as Services;
    await training.start(services, engines, members, texts, classPlan(texts, members, 300, speed, 6));
    return { heard, busy, training, kept: collections.kept, services, texts };
  }

  const done: typeof startTraining = async (_, onNews) => {
    onNews?.({ type: 'stage', stage: 'training' });
    onNews?.({ type: 'losses', losses: [[4, 3.2]] });
    return {
      type: 'done',
      result: { steps: 6, ended: 'complete', skipped: 0, curve: [], seconds: 2 },
      adapter: OF_CLASS,
      load: 1,
    };
  };

  test('keeps the model in the place of the old one, and then what came of the comparison', async () => {
    const { heard, busy, kept, training } = await trained(done);
    expect(kept.map(({ kind }) => kind)).toEqual(['member', 'member', 'member', 'class-model']);
    expect(modelIn(kept)).toMatchObject({ weights: OF_CLASS, learnedFrom: ['anu', 'babuk', 'chinnu'] });
    expect(modelIn(kept).compared?.map(({ id }) => id)).toEqual(['anu', 'babuk']);
    expect(vi.mocked(startTraining).mock.calls[0][0].settings).toMatchObject({ method: 'norm', steps: 6 });
    expect(heard[0]).toEqual({ status: 'training', stage: 'opening', step: 0, steps: 6 });
    expect(heard).toContainEqual({ status: 'training', stage: 'steps', step: 4, steps: 6 });
    expect(heard.at(-2)).toEqual({ status: 'comparing', done: 6, all: 6 });
    expect(training.state()).toEqual({ status: 'idle' });
    expect([...new Set(busy.slice(0, -1))]).toEqual([true]);
    expect(isBusy('class')).toBe(false);
  });

  test('that was cut off goes on from its checkpoint, with the texts as they were', async () => {
    const part = () => new Map([['gain', Float32Array.of(1)]]);
    const engine = { steps: 4, values: part(), momenta: part(), variances: part() };
    const checkpoint = { step: 4, losses: [3, 3, 3, 3], held: new Map(), engine };
    // Its worker ends as if with its tab, after a checkpoint.
    const { training, kept, services, texts } = await trained(async (start) => {
      start.checkpoint!.onNewest!(checkpoint);
      throw new TrainError('out-of-memory');
    });
    expect([training.state().status, kept.map(({ id }) => id)]).toEqual([
      'failed',
      ['anu', 'babuk', 'chinnu', 'old'],
    ]);
    const [cut] = await opened.checkpoints.list();
    expect(cut).toMatchObject({ members: ['anu', 'babuk', 'chinnu'], checkpoint: { step: 4 } });

    let from: unknown;
    vi.mocked(startTraining).mockImplementation((start, ...rest) => {
      from = start.checkpoint?.newest;
      return done(start, ...rest);
    });
    await training.goOn(services, engines, members, { ...texts, train: new Int32Array(9), members: [] }, cut);
    expect(from).toEqual(checkpoint);
    expect(vi.mocked(startTraining).mock.lastCall![0].tokens.train).toEqual(texts.train);
    expect(modelIn(kept)).toMatchObject({ id: cut.id, learnedFrom: ['anu', 'babuk', 'chinnu'] });
    expect(modelIn(kept).compared).toHaveLength(2);
    expect(await opened.checkpoints.list()).toEqual([]);
    // Another tab was faster.
    await training.goOn(services, engines, members, texts, cut);
    expect(vi.mocked(startTraining)).toHaveBeenCalledTimes(2);
    expect(training.state()).toEqual({ status: 'idle' });
  });

  test('whose comparison is stopped keeps the model, and compares later', async () => {
    const { kept, training, services, texts } = await trained(done, { stopAt: 'comparing' });
    const model = modelIn(kept);
    expect([model.kind, model.compared, training.state().status]).toEqual(['class-model', undefined, 'idle']);
    await training.compare(services, model, members, texts);
    expect(modelIn(kept).compared).toHaveLength(2);
  });

  test('that fails leaves the old model, and says why', async () => {
    const error = new TrainError('out-of-memory');
    const { kept, training } = await trained(async () => {
      throw error;
    });
    expect(kept.map(({ id }) => id)).toEqual(['anu', 'babuk', 'chinnu', 'old']);
    expect(training.state()).toEqual({ status: 'failed', error });
    expect(isBusy('class')).toBe(false);
  });

  test('is not kept, and not kept again, once a member is gone', async () => {
    const { kept, training, services, texts } = await trained(done);
    const model = modelIn(kept);
    kept.splice(0, kept.length, anu, chinnu);
    await training.compare(services, model, members, texts);
    expect(kept).toEqual([anu, chinnu]);
    expect(training.state()).toMatchObject({ status: 'failed', error: { reason: 'missing' } });
    const collections = shelf(...members, old);
    const late = await trained(
      async (...asked) => {
        collections.kept.shift();
        return done(...asked);
      },
      { collections },
    );
    expect(late.kept.map(({ id }) => id)).toEqual(['babuk', 'chinnu', 'old']);
    expect(late.training.state()).toMatchObject({ status: 'failed', error: { reason: 'missing' } });
  });
});
