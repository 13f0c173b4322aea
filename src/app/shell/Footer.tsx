import './pressable.css';
import { useEffect, useSyncExternalStore } from 'react';
import { useFirstStrings } from '../../i18n/first';
import { offlineState, registerOffline, subscribeToOffline } from '../../offline/register';
import { BaseStatus } from './BaseStatus';
import { OfflineStatus } from './OfflineStatus';
import { OtherName } from './OtherName';
import { href } from './route';
import { useServices } from './services';
import styles from './shell.module.css';

/** The promise, how far the base is, and whether the app works without internet. */
export function Footer() {
  const t = useFirstStrings();
  const services = useServices();
  const offline = useSyncExternalStore(subscribeToOffline, offlineState);
  useEffect(registerOffline, []);

  return (
    <footer className={styles.footer}>
      <span>{t.shell.promise}</span>
      <BaseStatus services={services} />
      <OtherName />
      <a href={href('glossary')}>{t.terms.link}</a>
      <a href={href('teacher')}>{t.shell.teacher}</a>
      <OfflineStatus
        offline={offline}
        kept={services.status === 'ready' ? services.services.kept : undefined}
      />
    </footer>
  );
}
