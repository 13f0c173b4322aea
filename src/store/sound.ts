import type {
  AdapterRecord,
  Answers,
  Collected,
  ExperimentRecord,
  Profile,
  Text,
  UnfinishedRun,
} from './schema';
import { PROFILE_COLOURS } from './schema';

/**
 * Whether something that was read is what it should be, in those parts on which a list relies: a screen must not break
 * on one damaged row.
 */

type Types<Value> = Partial<Record<keyof Value, 'string' | 'number' | 'object'>>;

function fits<Value extends object>(value: Value | undefined | null, types: Types<Value>): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(types).every(([name, type]) => {
      const part = value[name as keyof Value];
      return typeof part === type && part !== null;
    })
  );
}

export const isText = (text: Text): boolean =>
  fits(text, { id: 'string', name: 'string', text: 'string' }) &&
  (text.page === undefined || typeof text.page === 'string');

export const isAdapter = (record: AdapterRecord): boolean =>
  fits(record, {
    ...{ id: 'string', name: 'string', baseHash: 'string', method: 'string', sha256: 'string' },
    ...{ origin: 'string', createdAt: 'number', bytes: 'number' },
  }) &&
  fits(record.version, { line: 'string', number: 'number', chosen: 'number' }) &&
  (record.run === undefined ? record.origin === 'peft' : isRun(record.run));

const isRun = (run: NonNullable<AdapterRecord['run']>): boolean =>
  fits(run, { curve: 'object', steps: 'number', verdict: 'string' }) &&
  fits(run.tokens, { train: 'number' }) &&
  [run.personal, run.general].every((change) => fits(change, { before: 'number', after: 'number' }));

export const isExperiment = (record: ExperimentRecord): boolean =>
  fits(record, { id: 'string', experiment: 'string', authors: 'object', adapters: 'object' });

export const isUnfinished = (run: UnfinishedRun): boolean =>
  fits(run, { id: 'string', name: 'string', baseHash: 'string', tokens: 'object', keptAt: 'number' }) &&
  fits(run.plan, { settings: 'object' });

export const isAnswers = (answers: Answers): boolean =>
  fits(answers, { id: 'string' }) &&
  (answers.when === 'before' || answers.when === 'after') &&
  (answers.kind === 'sheet'
    ? fits(answers, { choices: 'object' })
    : answers.kind === 'hands' && fits(answers, { counts: 'object' }));

export const isCollected = (one: Collected): boolean => {
  if (!fits(one, { id: 'string', kind: 'string' })) return false;
  if (one.kind === 'note') return fits(one, { note: 'string' });
  if (one.kind === 'class-model')
    return (
      fits(one, { madeAt: 'number', learnedFrom: 'object' }) && fits(one.weights, WEIGHTS) && isRun(one.run)
    );
  const { text, model } = one;
  return (
    fits(one, { name: 'string' }) &&
    (text === undefined || fits(text, { learn: 'string', held: 'string' })) &&
    (model === undefined || (fits(model, { name: 'string' }) && fits(model.weights, WEIGHTS)))
  );
};

const WEIGHTS = { method: 'string', bytes: 'object' } as const;

export const isProfile = (profile: Profile): boolean =>
  fits(profile, { id: 'string', nickname: 'string', createdAt: 'number' }) &&
  PROFILE_COLOURS.includes(profile.colour);
