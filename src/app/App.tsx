import { useEffect, useState } from 'react';
import { LibraryScreen } from './library/LibraryScreen';
import { MakeScreen } from './make/MakeScreen';
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
  return (
    <>
      <Header screen={route.screen} />
      <main className={styles.main}>
        {/* The Make screen stays alive behind the others, so that a run or a typed text survives a look elsewhere. */}
        <div hidden={route.screen !== 'make'}>
          <MakeScreen key={profile.id} visible={route.screen === 'make'} />
        </div>
        {route.screen === 'try' && <TryScreen adapterId={route.detail} />}
        {route.screen === 'models' && <LibraryScreen />}
        {route.screen === 'profile' && <ProfileScreen />}
      </main>
    </>
  );
}
