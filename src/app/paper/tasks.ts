import type { LaterStrings } from '../../i18n/en';

/** Names a task of the worksheet. */
export type TaskId = keyof LaterStrings['worksheet']['tasks'];

/** The tasks in their order: how many minutes of the lesson each takes, and how many lines there are to write on. */
export const TASKS: readonly { id: TaskId; minutes: number; lines: number }[] = [
  { id: 'guess', minutes: 4, lines: 2 },
  { id: 'split', minutes: 5, lines: 2 },
  { id: 'expect', minutes: 2, lines: 1 },
  // While the model learns.
  { id: 'count', minutes: 6, lines: 2 },
  { id: 'read', minutes: 5, lines: 2 },
  { id: 'chance', minutes: 3, lines: 2 },
  { id: 'energy', minutes: 3, lines: 2 },
  { id: 'compare', minutes: 4, lines: 3 },
  { id: 'why', minutes: 4, lines: 2 },
  { id: 'talk', minutes: 4, lines: 4 },
];

/** How long all of it takes. */
export const MINUTES = TASKS.reduce((sum, { minutes }) => sum + minutes, 0);
