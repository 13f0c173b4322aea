import { HarmPage } from './HarmPage';
import { ReadyPage } from './ReadyPage';
import { TeacherPage } from './TeacherPage';

/** The pages for teachers, by what follows in the address: where to begin, the readiness check, the lesson about harm. */
export function TeacherScreen({ detail }: { detail: string | undefined }) {
  if (detail === 'ready') return <ReadyPage />;
  if (detail === 'harm') return <HarmPage />;
  return <TeacherPage />;
}
