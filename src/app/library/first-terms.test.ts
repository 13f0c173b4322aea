import { expect, test } from 'vitest';
import type { RunRecord } from '../../model/run';
import { firstTerms } from './first-terms';

const run = {} as RunRecord;

test('every word is explained where it stands first in the list, and only there', () => {
  const terms = firstTerms([
    { id: 'unknown', method: 'norm' },
    { id: 'newest', method: 'lora', run },
    { id: 'middle', method: 'norm', run },
    { id: 'oldest', method: 'lora', run },
  ]);
  expect([...terms].map(([id, words]) => [id, [...words]])).toEqual([
    ['unknown', ['norm-only']],
    ['newest', ['lora', 'perplexity']],
    ['middle', []],
    ['oldest', []],
  ]);
});
