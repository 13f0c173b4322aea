import type { ComponentType } from 'react';
import type { Prepared } from '../text/prepared';
import { lazily } from './shell/lazily';
import type { Route, Screen } from './shell/route';

/** What a screen is told: what follows it in the address, and what becomes of the student's text. */
interface ScreenProps {
  detail: string | undefined;
  own: Prepared | undefined;
}

const ClassScreen = lazily<object>(async () => (await import('./class/ClassScreen')).ClassScreen);
const CollectionScreen = lazily<object>(
  async () => (await import('./collection/CollectionScreen')).CollectionScreen,
);

/** Every screen but Make, which is the first. */
const SCREENS: Record<Exclude<Screen, 'make'>, ComponentType<ScreenProps>> = {
  try: lazily<ScreenProps>(async () => (await import('./try/TryScreen')).TryScreen),
  models: lazily<ScreenProps>(async () => (await import('./library/LibraryScreen')).LibraryScreen),
  lab: lazily<ScreenProps>(async () => (await import('./lab/LabScreen')).LabScreen),
  counting: lazily<ScreenProps>(async () => (await import('./counting/CountingScreen')).CountingScreen),
  class: ({ detail }) => (detail === 'collection' ? <CollectionScreen /> : <ClassScreen />),
  profile: lazily<ScreenProps>(async () => (await import('./profile/ProfileScreen')).ProfileScreen),
  glossary: lazily<ScreenProps>(async () => (await import('./glossary/GlossaryScreen')).GlossaryScreen),
  worksheet: lazily<ScreenProps>(async () => (await import('./paper/WorksheetScreen')).WorksheetScreen),
  sheet: lazily<ScreenProps>(async () => (await import('./paper/SheetScreen')).SheetScreen),
  lesson: lazily<ScreenProps>(async () => (await import('./lesson/LessonScreen')).LessonScreen),
  teacher: lazily<ScreenProps>(async () => (await import('./teacher/TeacherScreen')).TeacherScreen),
  help: lazily<ScreenProps>(async () => (await import('./help/HelpScreen')).HelpScreen),
};

/** The screen of a route; nothing for Make, which is always there. */
export function OtherScreen({ screen, detail, own }: Route & Pick<ScreenProps, 'own'>) {
  if (screen === 'make') return null;
  const Chosen = SCREENS[screen];
  return <Chosen detail={detail} own={own} />;
}
