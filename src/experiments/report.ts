import type { Experiment, Finding } from './experiment';

/** What a bet asked and found, as a file tells it: the finding, its table row by row. */
export interface Report extends Omit<Finding, 'table'> {
  bet: Experiment<unknown>['id'];
  title: string;
  question: string;
  criterion: string;
  published?: string;
  table: Record<string, string | number>[];
}

export function reportOf(
  { id, title, question, criterion, published }: Omit<Experiment<unknown>, 'cells' | 'conclude'>,
  { table, ...found }: Finding,
): Report {
  const rows = table.rows.map((row) => Object.fromEntries(row.map((value, i) => [table.head[i], value])));
  return { bet: id, title, question, criterion, published, ...found, table: rows };
}
