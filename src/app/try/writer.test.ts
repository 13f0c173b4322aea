import { expect, test } from 'vitest';
import type { EvaluatedModel } from '../../eval/evaluator';
import { tracesOf } from '../../eval/forgetting';
import { Writer } from './writer';

const model = (...memory: number[]): EvaluatedModel => ({
  ...({ method: 'norm', bytes: new Uint8Array([memory.length]) } as const),
  memory: Int32Array.from(memory),
});

test('what was written is explained by the model as it was, whatever it has become', async () => {
  const [then, now] = [model(1, 2, 3, 4), model(1, 2, 3, 4, 5)];
  let kept = then;
  const writer = new Writer(async () => kept);
  kept = now;
  expect(await writer.read()).toBe(now);
  expect(await writer.asItWas(undefined)).toBe(then);
});

test('what is forgotten since is no longer known to it, here or in another tab', async () => {
  const writer = new Writer(async () => model(1, 2, 3, 4, 5, 6));
  writer.forget([[2, 3]]);
  expect((await writer.asItWas(undefined)).memory).not.toContain(3);
  const { memory } = await writer.asItWas(tracesOf([[5, 6]]));
  expect([memory?.includes(4), memory?.includes(5)]).toEqual([true, false]);
  writer.forget([[1], [4, 5, 6]]);
  const left = await writer.asItWas(undefined);
  expect(left.memory).toBeUndefined();
  expect(left).toMatchObject({ method: 'norm' });
});
