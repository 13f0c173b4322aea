import type { Prediction } from './suggest-prediction';

/** A token after the text, in a branch of ways to go on; or the last of the text itself, at the root. */
export interface Node {
  parent?: Node;
  id: number;
  /** In the cache of keys and values. */
  row: number;
  children: Map<number, Node>;
  /** The model's own, without the neural cache: [vocab] and [width]. */
  logits: Float32Array;
  state: Float32Array;
  alone: Omit<Prediction, 'logits'>;
  prediction?: Prediction;
}

/** The rows of a branch that ends at `node`, without the text's. */
export function rowsOf(node: Node): number[] {
  return node.parent ? [...rowsOf(node.parent), node.row] : [];
}

export function below(node: Node): Node[] {
  return [...node.children.values()].flatMap((child) => [child, ...below(child)]);
}

/** The probability that the model alone gives to any token after a node. */
export function modelOf({ logits, alone }: Node): (token: number) => number {
  return (token) => Math.exp(logits[token] - alone.logSum);
}

export function joined(rows: readonly Float32Array[]): Float32Array {
  const [first] = rows;
  const all = new Float32Array(rows.length * first.length);
  for (const [i, row] of rows.entries()) all.set(row, i * first.length);
  return all;
}
