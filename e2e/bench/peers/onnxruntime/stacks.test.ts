import { expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../../src/model/config';
import { loraParameters } from '../../../../src/model/lora';
import { gainNames, parameters } from '../../../../src/model/parameters';
import { TINY } from '../../../../src/train/engine.fixtures';
import { type Stack, stacks, trainedStacks } from './stacks';

test('hold every parameter once, and as many numbers as their shape says', () => {
  for (const config of [TINY, BASE_CONFIG]) {
    expect(parts(stacks(config)).sort()).toEqual(
      parameters(config)
        .map(({ name }) => name)
        .sort(),
    );
    for (const { shape, parts } of stacks(config))
      expect(shape.reduce((a, b) => a * b)).toBe(parts.reduce((sum, { size }) => sum + size, 0));
  }
});

const parts = (all: Stack[]) => all.flatMap((stack) => stack.parts.map(({ name }) => name));

test('of LoRA lie as the matrices that they adapt', () => {
  for (const targets of ['attention', 'all'] as const) {
    const lora = { rank: 4, targets };
    const all = trainedStacks(TINY, { method: 'lora', lora: { ...lora, seed: 0 } });
    const table = loraParameters(TINY, lora).map(({ name }) => name);
    expect(parts(all).sort()).toEqual(table.sort());
    const shapes = new Map(all.map(({ name, shape }) => [name, shape]));
    expect(shapes.get('layer.1.qkv.lora_A')).toEqual([3 * 4, 16]);
    expect(shapes.get('layer.1.qkv.lora_B')).toEqual([3 * 16, 4]);
    for (const { shape, parts } of all)
      expect(shape.reduce((a, b) => a * b)).toBe(parts.reduce((sum, { size }) => sum + size, 0));
  }
});

test('are what each method trains', () => {
  expect(parts(trainedStacks(TINY, { method: 'norm' }))).toEqual(gainNames(TINY));
  expect(trainedStacks(TINY, { method: 'full' })).toEqual(stacks(TINY));
  expect(() => trainedStacks(TINY, { method: 'lora' })).toThrow(/rank/);
});
