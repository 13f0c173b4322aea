/**
 * What takes all of the machine, one at a time: the student's own training, an experiment of the Lab, the class's model, or
 * the training of the lesson.
 */
export type Work = 'training' | 'experiment' | 'class' | 'lesson';

/** What is running, for those parts of the page that must not disturb it: the other work, updates, other profiles. */
const works = new Set<Work>();
const listeners = new Set<() => void>();

export function setBusy(work: Work, value: boolean): void {
  if (value) works.add(work);
  else works.delete(work);
  for (const listener of listeners) listener();
}

/** Whether work of this kind is running, or any. */
export const isBusy = (work?: Work): boolean => (work ? works.has(work) : works.size > 0);

/** Calls `onChange` when work begins or ends; returns how to stop it. */
export function subscribeToBusy(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}
