import { useEffect, useState } from 'react';
import type { Prepared } from '../text/prepared';
import { useBusy } from './busy';
import { LabScreen } from './lab/LabScreen';
import { LibraryScreen } from './library/LibraryScreen';
import { MakeScreen } from './make/MakeScreen';
import { useWakeLock } from './make/useWakeLock';
import { useProfile } from './profile/context';
import { ProfileGate } from './profile/ProfileGate';
import { ProfileScreen } from './profile/ProfileScreen';
import { useRoute } from './route';
import { ServicesContext, type ServicesState, startServices } from './services';
import { Footer } from './shell/Footer';
import { Header } from './shell/Header';
import styles from './shell/shell.module.css';
import { TryScreen } from './try/TryScreen';

export function App() {
  const [services, setServices] = useState<ServicesState>({ status: 'loading', bytes: 0 });

  useEffect(() => startServices(setServices), []);

  return (
    <ServicesContext value={services}>
      <ProfileGate>
        <Screens />
      </ProfileGate>
      <Footer />
    </ServicesContext>
  );
}

function Screens() {
  const route = useRoute();
  const { profile } = useProfile();
  const [own, setOwn] = useState<Prepared>();
  // An experiment goes on whatever screen is shown.
  useWakeLock(useBusy('experiment'));
  return (
    <>
      <Header screen={route.screen} />
      <main className={styles.main}>
        {/* The Make screen stays alive behind the others, so that a run or a typed text survives a look elsewhere. */}
        <div hidden={route.screen !== 'make'}>
          <MakeScreen key={profile.id} visible={route.screen === 'make'} onPrepared={setOwn} />
        </div>
        {route.screen === 'try' && <TryScreen adapterId={route.detail} />}
        {route.screen === 'models' && <LibraryScreen />}
        {route.screen === 'lab' && <LabScreen betId={route.detail} own={own} />}
        {route.screen === 'profile' && <ProfileScreen />}
      </main>
    </>
  );
}
