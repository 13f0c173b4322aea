import { expect, test } from 'vitest';
import { whole } from '../../i18n/build/whole';
import { energy, WATTS } from '../../run/cost';
import { MINUTES, TASKS } from './tasks';

test('all tasks fit into a lesson, each once', () => {
  expect(MINUTES).toBe(40);
  expect(TASKS.map(({ id }) => id).sort()).toEqual(Object.keys(whole.en.worksheet.tasks).sort());
});

test('both languages have the same places to write on', () => {
  for (const { id } of TASKS) {
    const [en, ml] = [whole.en.worksheet.tasks[id], whole.ml.worksheet.tasks[id]];
    expect(ml.fields.length, id).toBe(en.fields.length);
    expect('choices' in ml ? ml.choices.length : 0, id).toBe('choices' in en ? en.choices.length : 0);
  }
});

test('the answers to the sum are right on every engine', () => {
  // 30 W for 60 s.
  expect(energy(60, { low: 30, high: 30 })).toEqual({ low: 0.5, high: 0.5 });
  for (const { low, high } of Object.values(WATTS)) {
    expect(low).toBeLessThan(30);
    expect(high).toBeGreaterThan(30);
  }
});
