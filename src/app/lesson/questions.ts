/**
 * The three questions, by their ids and those of their choices, which are stored: never change them. Their words are in
 * the catalogue.
 */
export const QUESTIONS = [
  { id: 'learns', choices: ['meaning', 'follows', 'truth', 'unsure'], right: 'follows' },
  { id: 'understands', choices: ['understands', 'person', 'likely', 'unsure'], right: 'likely' },
  { id: 'held-out', choices: ['test', 'time', 'secret', 'unsure'], right: 'test' },
] as const;

export type Question = (typeof QUESTIONS)[number];
export type QuestionId = Question['id'];
