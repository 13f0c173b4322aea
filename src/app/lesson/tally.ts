import type { Answers } from '../../store';
import { QUESTIONS, type QuestionId } from './questions';

/** How often each choice of a question was taken. */
export type Counts = Record<string, number>;

/** The class's answers before or after the lesson, by question: those of each person and those of a show of hands. */
export function tally(answers: readonly Answers[], when: Answers['when']): Record<QuestionId, Counts> {
  const of = answers.filter((one) => one.when === when);
  const counts = QUESTIONS.map(({ id, choices }) => {
    const times = (choice: string) =>
      of.reduce((sum, one) => {
        if (one.kind === 'sheet') return sum + (one.choices[id] === choice ? 1 : 0);
        return sum + handsIn(one.counts[id]?.[choice]);
      }, 0);
    return [id, Object.fromEntries(choices.map((choice) => [choice, times(choice)]))];
  });
  return Object.fromEntries(counts);
}

/** A number of hands: whole, and none where it is no number. */
export const handsIn = (count: unknown): number =>
  typeof count === 'number' && count > 0 && Number.isFinite(count) ? Math.floor(count) : 0;

/** How many answers that are. */
export const sumOf = (counts: Counts): number => Object.values(counts).reduce((a, b) => a + b, 0);

/** How many people answered: those who answered most questions count. */
export const answered = (counts: Record<QuestionId, Counts>): number =>
  Math.max(0, ...Object.values(counts).map(sumOf));
