import { useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useLanguageTag } from '../i18n/first';
import { type ServicesState, startServices } from '../run/services';
import type { Prepared } from '../text/prepared';
import { MakeScreen } from './make/MakeScreen';
import { ProfileGate } from './profile/ProfileGate';
import { OtherScreen } from './screens';
import { Arriving } from './shell/Arriving';
import { useArrival } from './shell/arrival';
import { Footer } from './shell/Footer';
import { Header } from './shell/Header';
import { fetchTheRest, lazily } from './shell/lazily';
import { isLessonBegun } from './shell/lesson-mark';
import { useProjected } from './shell/projector';
import { RestoredNotice } from './shell/RestoredNotice';
import { useRoute } from './shell/route';
import { ServicesContext } from './shell/services';
import styles from './shell/shell.module.css';
import { TextsProvider } from './shell/texts';
import { useBusy, useWakeLock } from './shell/work';

const ProjectorBar = lazily(async () => (await import('./projector/ProjectorBar')).ProjectorBar);
const BackToLesson = lazily(async () => (await import('./lesson/BackToLesson')).BackToLesson);

export function App() {
  const [services, setServices] = useState<ServicesState>({ status: 'loading', bytes: 0 });

  useEffect(() => startServices(setServices), []);

  return (
    <I18nProvider locale={useLanguageTag()}>
      <ServicesContext value={services}>
        <ProfileGate>
          <TextsProvider>
            <Screens />
          </TextsProvider>
        </ProfileGate>
        <Footer />
      </ServicesContext>
    </I18nProvider>
  );
}

function Screens() {
  const route = useRoute();
  const isProjected = useProjected();
  const [own, setOwn] = useState<Prepared>();
  // What runs goes on whatever screen is shown.
  useWakeLock(useBusy());
  useEffect(fetchTheRest, []);
  useArrival(route);
  // Each screen begins at its top, wherever the one before was scrolled to; the glossary at the word that is asked for.
  const startsAtTop = route.screen !== 'glossary' || route.detail === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the screen is the reason to scroll
  useEffect(() => void (startsAtTop && scrollTo(0, 0)), [route.screen, route.detail]);
  return (
    <>
      <Header screen={route.screen} />
      <main className={styles.main}>
        <RestoredNotice />
        {/* The Make screen stays alive behind the others, so that a run or a typed text survives a look elsewhere. */}
        <div hidden={route.screen !== 'make'}>
          <MakeScreen visible={route.screen === 'make'} onPrepared={setOwn} />
        </div>
        <Arriving of={`${route.screen}/${route.detail}`}>
          <OtherScreen {...route} own={own} />
        </Arriving>
        {route.screen !== 'lesson' && isLessonBegun() && (
          <Arriving>
            <BackToLesson />
          </Arriving>
        )}
      </main>
      {isProjected && (
        <Arriving>
          <ProjectorBar />
        </Arriving>
      )}
    </>
  );
}
