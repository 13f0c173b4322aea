import { expect, test, vi } from 'vitest';
import type { EvaluatedModel } from '../../eval/evaluator';
import { entrant } from './class.fixtures';
import { BASE_ID, Readings, readAll } from './readings';

const texts = [Int32Array.of(0, 5, 6), Int32Array.of(0, 7, 8)];

/** An evaluator that writes down who reads what. */
function evaluator(said: string[]) {
  return {
    perplexity: vi.fn(async (model: EvaluatedModel, tokens: ArrayLike<number>) => {
      said.push(`${'kind' in model ? 'base' : model.method} ${tokens[1]}`);
      const tokenNll = Float32Array.of(Math.log(4), Math.log(9));
      return { sum: 0, count: 2, perplexity: 0, tokenNll };
    }),
  };
}

test('norm-only models take turns text by text, and each other one reads all texts at once', async () => {
  const said: string[] = [];
  const open = vi.fn(async () => ({ method: 'lora' as const, bytes: new Uint8Array(1) }));
  const lora = entrant('b', undefined, { method: 'lora', weights: open });
  const readings = new Readings();
  const onReading = vi.fn();
  await readAll(evaluator(said), [entrant('a'), lora, entrant('c')], texts, readings, {
    withBase: true,
    onReading,
  });
  expect(said).toEqual(['base 5', 'norm 5', 'norm 5', 'base 7', 'norm 7', 'norm 7', 'lora 5', 'lora 7']);
  expect(open).toHaveBeenCalledOnce();
  expect(onReading).toHaveBeenCalledTimes(8);
  expect(readings.get(Int32Array.of(0, 7, 8), BASE_ID)?.perplexity).toBeCloseTo(6);
  expect(readings.get(texts[0], 'nobody')).toBeUndefined();
});

test('what was stopped goes on where it was, and nothing is read twice', async () => {
  const said: string[] = [];
  const readings = new Readings();
  const stop = new AbortController();
  const all = [entrant('a'), entrant('b')];
  const stopped = readAll(evaluator(said), all, texts, readings, {
    signal: stop.signal,
    onReading: () => stop.abort(),
  });
  await expect(stopped).rejects.toThrow('abort');
  expect(said).toHaveLength(1);
  await readAll(evaluator(said), all, texts, readings);
  expect(said).toHaveLength(4);
});
