import { describe, expect, test } from 'vitest';
import { en } from '../i18n/en';
import type { EngineName } from '../model/run';
import {
  choose,
  type EngineHistory,
  evaluatorSpeed,
  examine,
  forget,
  known,
  type Machine,
  NOTHING_KNOWN,
  rememberEvaluator,
  rememberFailure,
  rememberRun,
} from './choice';
import { TrainError, type TrainFailure } from './engine';
import type { EngineProbe } from './speed';

const MACHINE: Machine = { cpu: 'Browser 1; 2 threads', webgpu: 'Browser 1; GPU', adapter: 'hardware' };

/** What a probe of each engine finds: seconds per token, or a failure. */
type Findings = Partial<Record<EngineName, number | TrainFailure>>;

function prober(findings: Findings) {
  const probed: EngineName[] = [];
  const probe = async (engine: EngineName): Promise<EngineProbe> => {
    probed.push(engine);
    const found = findings[engine]!;
    if (typeof found === 'string') throw new TrainError(found, { engine });
    return { engine, device: `a ${engine}`, speed: { load: 1, perToken: { norm: found } } };
  };
  return { probed, probe };
}

async function choice(findings: Findings, machine = MACHINE, history: EngineHistory = NOTHING_KNOWN) {
  const { probed, probe } = prober(findings);
  const learned = await examine(history, machine, probe);
  return { chosen: choose(learned, machine), probed, learned };
}

describe('the choice', () => {
  test('is the graphics processor if it is there, right and faster', async () => {
    const { chosen, probed } = await choice({ webgpu: 1e-3, cpu: 2e-3 });
    expect(chosen).toEqual({ engine: 'webgpu', why: 'faster' });
    expect(probed).toEqual(['webgpu', 'cpu']);
  });

  test('is the processor if that is faster', async () => {
    const { chosen } = await choice({ webgpu: 3e-3, cpu: 2e-3 });
    expect(chosen).toEqual({ engine: 'cpu', why: 'faster' });
  });

  test('does not try the processor beside a graphics processor that is beyond it', async () => {
    const { chosen, probed } = await choice({ webgpu: 1e-5 });
    expect(chosen).toEqual({ engine: 'webgpu', why: 'faster' });
    expect(probed).toEqual(['webgpu']);
  });

  test('is the processor where there is no adapter, or one that is emulated: that is not tried', async () => {
    const none = await choice({ cpu: 2e-3 }, { ...MACHINE, adapter: 'none' });
    expect(none.chosen).toEqual({ engine: 'cpu', why: 'no-gpu' });
    const software = await choice({ cpu: 2e-3 }, { ...MACHINE, adapter: 'software' });
    expect(software.chosen).toEqual({ engine: 'cpu', why: 'software-gpu' });
    expect([...none.probed, ...software.probed]).toEqual(['cpu', 'cpu']);
  });

  for (const reason of ['wrong-numbers', 'hanging', 'device-lost', 'no-webgpu', 'shader'] as const)
    test(`is the processor, with the reason kept, when the graphics processor fails: ${reason}`, async () => {
      const { chosen, learned } = await choice({ webgpu: reason, cpu: 2e-3 });
      const failure = { reason, details: { engine: 'webgpu' } };
      expect(chosen).toEqual({ engine: 'cpu', why: 'other-wrong', failure });
      expect(known(learned, MACHINE, 'webgpu')).toEqual({ status: 'wrong', ...failure });

      // Not tried again, until the student asks; then a recovered one is used.
      const later = await choice({ webgpu: 1e-3, cpu: 2e-3 }, MACHINE, learned);
      expect(later.probed).toEqual([]);
      expect(later.chosen).toEqual(chosen);
      const asked = await choice({ webgpu: 1e-3 }, MACHINE, forget(learned, 'webgpu'));
      expect(asked.probed).toEqual(['webgpu']);
      expect(asked.chosen).toEqual({ engine: 'webgpu', why: 'faster' });
    });

  test('is the graphics processor where the processor fails, and none where both do', async () => {
    const { chosen } = await choice({ webgpu: 1e-3, cpu: 'out-of-memory' });
    expect(chosen).toMatchObject({ engine: 'webgpu', why: 'other-wrong' });
    const neither = await choice({ webgpu: 'wrong-numbers', cpu: 'out-of-memory' });
    const failure = { reason: 'out-of-memory', details: { engine: 'cpu' } };
    expect(neither.chosen).toEqual({ engine: undefined, failure });
  });

  test('follows the student, but not into an engine that is wrong', async () => {
    const onGpu: EngineHistory = { ...NOTHING_KNOWN, preference: 'webgpu' };
    const slow = await choice({ webgpu: 9e-3 }, MACHINE, onGpu);
    expect(slow.chosen).toEqual({ engine: 'webgpu', why: 'asked' });
    const emulated = await choice({ webgpu: 9e-3 }, { ...MACHINE, adapter: 'software' }, onGpu);
    expect(emulated.chosen).toEqual({ engine: 'webgpu', why: 'asked' });
    const wrong = await choice({ webgpu: 'wrong-numbers', cpu: 2e-3 }, MACHINE, onGpu);
    expect(wrong.chosen).toMatchObject({ engine: 'cpu', why: 'other-wrong' });
    const onCpu = await choice({ cpu: 2e-3 }, MACHINE, { ...NOTHING_KNOWN, preference: 'cpu' });
    expect(onCpu.chosen).toEqual({ engine: 'cpu', why: 'asked' });
    expect(onCpu.probed).toEqual(['cpu']);
  });
});

describe('the history', () => {
  test('spares the second examination, until browser, adapter or threads change', async () => {
    const { learned } = await choice({ webgpu: 1e-3, cpu: 2e-3 });
    const again = await choice({}, MACHINE, learned);
    expect(again.probed).toEqual([]);
    expect(again.chosen).toEqual({ engine: 'webgpu', why: 'faster' });
    const driver = { ...MACHINE, webgpu: 'Browser 1; GPU, other driver' };
    expect((await choice({ webgpu: 4e-3 }, driver, learned)).probed).toEqual(['webgpu']);
    const isolated = { ...MACHINE, cpu: 'Browser 1; 4 threads' };
    expect((await choice({ cpu: 1e-3 }, isolated, learned)).probed).toEqual(['cpu']);
  });

  test('survives the trip through the database', async () => {
    const { learned, chosen } = await choice({ webgpu: 'hanging', cpu: 2e-3 });
    expect(choose(structuredClone(learned), MACHINE)).toEqual(chosen);
  });

  test('follows what runs have shown', async () => {
    const { learned } = await choice({ webgpu: 3e-3, cpu: 2e-3 });
    const ran = rememberRun(learned, MACHINE, 'cpu', { method: 'norm', load: 2, perToken: 4e-3 });
    expect(choose(ran, MACHINE)).toEqual({ engine: 'webgpu', why: 'faster' });
    const full = rememberRun(ran, MACHINE, 'cpu', { method: 'full', load: 3, perToken: 6e-3 });
    expect(known(full, MACHINE, 'cpu')).toMatchObject({
      checked: ['norm', 'full'],
      speed: { load: 3, perToken: { norm: 4e-3, full: 6e-3 } },
    });
  });

  test('turns to the other engine when one fails at its work', async () => {
    const { learned } = await choice({ webgpu: 1e-3, cpu: 2e-3 });
    const error = new TrainError('device-lost');
    const failed = rememberFailure(learned, MACHINE, 'webgpu', error);
    expect(choose(failed, MACHINE)).toEqual({
      engine: 'cpu',
      why: 'other-wrong',
      failure: { reason: 'device-lost', details: {} },
    });
  });

  test('of an earlier version, which kept a sentence, is understood', async () => {
    const { learned } = await choice({ cpu: 2e-3 }, { ...MACHINE, adapter: 'none' });
    const old = { status: 'wrong', reason: 'wrong-numbers', message: 'It got a test sum wrong.' } as const;
    const engines = { ...learned.engines, webgpu: { machine: MACHINE.webgpu, state: old } };
    const { failure } = choose({ ...learned, engines }, MACHINE);
    expect(failure).toEqual({ reason: 'wrong-numbers', details: { engine: 'webgpu' } });
    expect(en.training.failure(failure!)).toMatch(/^The graphics processor got a test sum wrong/);
  });

  test('keeps the message of an error that nobody expected', async () => {
    const { learned } = await choice({ webgpu: 1e-3, cpu: 2e-3 });
    const failed = rememberFailure(learned, MACHINE, 'webgpu', new Error('odd'));
    expect(en.training.failure(choose(failed, MACHINE).failure!)).toMatch(/odd/);
  });
});

describe("the evaluator's speed", () => {
  test('is known of the machine it was found out on, beside what is known of the engines', async () => {
    const { learned } = await choice({ webgpu: 1e-3, cpu: 2e-3 });
    expect(evaluatorSpeed(learned, MACHINE)).toBeUndefined();
    const history = rememberEvaluator(learned, MACHINE, 7e-4);
    expect(evaluatorSpeed(history, MACHINE)).toBe(7e-4);
    expect(evaluatorSpeed(history, { ...MACHINE, cpu: 'Browser 2; 2 threads' })).toBeUndefined();
    expect(history.engines).toEqual(learned.engines);
  });
});
