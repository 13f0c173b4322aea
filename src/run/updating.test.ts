import { expect, test } from 'vitest';
import type { AdapterRecord, AdapterStore, Update } from '../store';
import { FACTS } from '../store/store.fixtures';
import type { Personalised } from './referee';
import { Updating } from './updating';
import { linesOf } from './versions';

const HELD = 400;
const update: Update = { line: 'a', rival: '1', fair: new Uint8Array(HELD).fill(1) };
const inUse = { ...FACTS, id: '1', version: { line: 'a', number: 1, chosen: 1 } } as AdapterRecord;
const adapters = { versions: async () => [inUse] } as unknown as AdapterStore;
const updating = new Updating(adapters, { id: '2', update });

/** A result whose perplexity is `after`; beside that of the version in use, where it was measured. */
function result(after: number, rival?: number): Personalised {
  const all = (perplexity: number) => ({
    perplexity,
    count: HELD - 1,
    tokenNll: new Float32Array(HELD - 1).fill(Math.log(perplexity)),
  });
  const heldOut = { before: all(40), after: all(after), ...(rival && { rival: all(rival) }) };
  return { heldOut } as Personalised;
}

/** Which version is used once this one is kept. */
async function usedAfter(of: Personalised, isLast: boolean): Promise<string> {
  const version = (await updating.version(of, isLast))!;
  const next = { ...inUse, id: '2', version } as AdapterRecord;
  return linesOf([next, inUse])[0].current.id;
}

test('a first result never takes the place of the version in use, and the last one only if it is no worse', async () => {
  expect(await usedAfter(result(10), false)).toBe('1');
  expect(await usedAfter(result(35), false)).toBe('1');
  expect(await usedAfter(result(35, 30), true)).toBe('1');
  expect(await usedAfter(result(30, 30), true)).toBe('2');
  expect(await usedAfter(result(25, 30), true)).toBe('2');
});

test('a run that updates nothing has no place among versions', async () => {
  expect(await new Updating(adapters, { id: '2' }).version(result(10), true)).toBeUndefined();
});
