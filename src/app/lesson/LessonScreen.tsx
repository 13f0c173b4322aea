import type { Prepared } from '../../text/prepared';
import { indexIn } from './plan';
import { QuestionsScreen } from './QuestionsScreen';
import { Stage } from './Stage';
import { StartScreen } from './StartScreen';

/** A lesson for a class: `detail` is the number of one of its screens, `questions`, or nothing for what stands before it. */
export function LessonScreen({ detail, own }: { detail: string | undefined; own: Prepared | undefined }) {
  if (detail === 'questions') return <QuestionsScreen />;
  const index = indexIn(detail);
  return index === undefined ? <StartScreen /> : <Stage index={index} own={own} />;
}
