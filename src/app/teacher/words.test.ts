import { expect, test } from 'vitest';
import { en } from '../../i18n/en';
import { teacher as english } from '../../i18n/en/teacher';
import { ml } from '../../i18n/ml';
import { teacher as malayalam } from '../../i18n/ml/teacher';
import { type AnyFinding, GRADES, POINTS, type Point } from '../../run/readiness/points';
import { StoreError } from '../../store';
import { findingWords } from './words';

const LANGUAGES = [
  { t: en, words: english.ready },
  { t: ml, words: malayalam.ready },
];
const everyReason = POINTS.flatMap((point) =>
  Object.entries(GRADES[point]).map(([reason, grade]) => ({ point, reason, grade })),
);

test.each(everyReason)('$point, $reason: what was found, and what to do where it is not ready', (one) => {
  const { point, reason, grade } = one;
  const details = { bytes: 1, kept: 1, parts: 5, files: 9, wrong: 1, width: 1, height: 1, percent: 1 };
  const more = {
    name: 'Chrome',
    version: 1,
    oldest: 1,
    gb: 1,
    threads: 2,
    engine: 'cpu',
    seconds: 9,
    first: 3,
  };
  const finding = { reason, details: { ...details, ...more } } as AnyFinding;
  for (const { t, words } of LANGUAGES) {
    const told = findingWords(t, words, point as Point, finding);
    expect(told.found).not.toMatch(/undefined|NaN|^$/);
    expect(told.todo === undefined).toBe(grade === 'ready');
    expect(told.todo ?? '').not.toMatch(/undefined|NaN/);
  }
});

test('why an engine or the database fails is told with it', () => {
  const failure = { reason: 'wrong-numbers', details: { engine: 'cpu' } } as const;
  const engine = findingWords(en, english.ready, 'engine', { reason: 'wrong', failure });
  expect(engine.why).toBe(en.training.failure(failure));
  const error = new StoreError('full');
  const database = findingWords(en, english.ready, 'database', { reason: 'failed', error });
  expect(database.why).toBe(en.errors.byDomain.store.full);
});
