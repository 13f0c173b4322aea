import { expect, test } from 'vitest';
import { numberText } from '../../text/counting/numbered';
import { FollowerTable, type Order } from '../../text/counting/table';
import { contextsLike } from './search';

const table = new FollowerTable(
  numberText(['The bus was late. The bus left. The big boat was late. മഴ പെയ്തു. മഴക്കാലം വന്നു.']),
);
const found = (typed: string, order: Order, most = 9) =>
  contextsLike(table, typed, order, most).map((ids) => ids.map((id) => table.spelled(id)).join(' '));

test('words that begin as typed, whatever their case, the commonest first', () => {
  expect(found('b', 1)).toEqual(['bus', 'big', 'boat']);
  expect(found('B', 1, 2)).toEqual(['bus', 'big']);
  expect(found('bus', 1)).toEqual(['bus']);
  expect(found('മഴ', 1)).toEqual(['മഴ', 'മഴക്കാലം']);
  expect(found('', 1, 2)).toEqual(['The', 'bus']);
  expect(found('xylo', 1)).toEqual([]);
  expect(found('the b', 1)).toEqual([]);
});

test('two words that stand side by side', () => {
  expect(found('', 2, 2)).toEqual(['The bus', 'was late']);
  expect(found('the', 2)).toEqual(['The bus']);
  expect(found('the ', 2)).toEqual(['The bus', 'The big']);
  expect(found('the bi', 2)).toEqual(['The big']);
  expect(found('b', 2)).toEqual(['bus was', 'big boat', 'boat was']);
  // Nothing but a full stop follows.
  expect(found('late', 2)).toEqual([]);
  expect(found('the xylo', 2)).toEqual([]);
  expect(found('xylo bus', 2)).toEqual([]);
  expect(found('the bus was', 2)).toEqual([]);
});
