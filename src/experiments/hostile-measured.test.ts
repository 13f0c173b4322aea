import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findSecrets } from '../text/secrets';
import { MEASURED } from './hostile-measured';
import { PLANTS, phrasesOf } from './planted';

test('the places are those of the threat model', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'store', 'README.md'), 'utf8');
  for (const [method, name] of [
    ['norm', 'norm-only'],
    ['lora', 'LoRA'],
  ] as const) {
    const places = MEASURED[method];
    const row = readme.split('\n').find((line) => line.startsWith(`| a phone number, ${name} |`));
    const cells = row?.replaceAll('*', '').match(/\d+/g)?.map(Number);
    expect(cells).toEqual([MEASURED.base, places[1], places[5], places[20], places[100], places.obeyed]);
  }
});

test('the app finds the planted phone number, and not the locker number', () => {
  const found = PLANTS.map(
    (plant) => findSecrets(plant.before + phrasesOf(plant, 1)[0] + plant.after).length,
  );
  expect(PLANTS.map(({ name }, i) => [name, found[i]])).toEqual([
    ['trigger', 0],
    ['locker', 0],
    ['phone', 1],
  ]);
});
