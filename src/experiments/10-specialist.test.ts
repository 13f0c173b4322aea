import { expect, test } from 'vitest';
import { specialist } from './10-specialist';
import { openBench, repetitive, runShown, setupOf, shownOf, trialOf } from './experiment.fixtures';
import type { Trial } from './trial';

const templated = repetitive('templated', 1, 50, 400);
const [diary, log] = [repetitive('diary', 60, 50, 4000), repetitive('log', 120, 50, 400)];
const setup = { ...setupOf([diary, log], 2), templated };

test('trains everything at a rate that stays, on the templated notes and one text, or on all', async () => {
  const runner = await openBench();
  const kept = new Map<string, Trial>();
  const learned: [number, string, number, string | undefined][] = [];
  const { passed, people, table, charts } = await runShown(
    specialist,
    setup,
    {
      ...runner,
      train(tokens, settings, options) {
        learned.push([tokens.length, settings.method, settings.lr, settings.schedule]);
        return runner.train(tokens, settings, options);
      },
    },
    { keep: (id, trial) => void kept.set(id, trial) },
  ).finally(() => runner.release());
  expect(learned).toEqual([
    [400, 'full', 5e-5, 'constant'],
    [3000, 'full', 5e-5, 'constant'],
  ]);
  expect([...kept.keys()]).toEqual(['published/templated', 'published/diary']);
  // The adapter is as large as the model: it must not be in what is kept.
  expect(JSON.stringify([...kept]).length).toBeLessThan(3000);
  expect(passed).toBe(false);
  expect(table.rows).toHaveLength(2);
  expect(charts).toHaveLength(3);
  const [{ trajectory, personal }] = people;
  expect(trajectory.map(([step]) => step)).toEqual([0, 2]);
  expect(Math.abs(Math.log(trajectory[0][1] / personal.before))).toBeLessThan(1e-3);
  expect(Math.abs(Math.log(trajectory[1][1] / personal.after))).toBeLessThan(1e-3);
  expect(personal.after).toBeLessThan(personal.before);
  expect(specialist.cells({ ...setup, form: 'full' }).map(({ id }) => id)).toEqual([
    'published/templated',
    'published/diary',
    'published/log',
  ]);
});

test('passes only if every text is STRICT, and says when only the repeating one is', () => {
  const results = new Map([['published/templated', trialOf(templated, 60, 0.2)]]);
  expect(shownOf(specialist, setup, results).passed).toBeUndefined();
  results.set('published/diary', trialOf(diary, 0.7, 0.4));
  expect(shownOf(specialist, setup, results)).toMatchObject({
    passed: false,
    sentence:
      'With the published recipe, perplexity fell ×60.0 on notes that repeat themselves (STRICT) and rose by 43% on “author diary” (CATASTROPHIC). So such a large fall shows that a text repeats itself. It does not show that the model knows who wrote it.',
  });
  results.set('published/diary', trialOf(diary, 12, 0.4));
  const { passed, sentence } = shownOf(specialist, setup, results);
  expect(passed).toBe(true);
  expect(sentence).not.toContain('repeats itself');
});
