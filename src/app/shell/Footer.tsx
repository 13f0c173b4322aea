import './pressable.css';
import { useContext, useEffect, useState } from 'react';
import { type OfflineState, registerOffline } from '../../offline/register';
import { ServicesContext } from '../../run/services';
import { BaseStatus } from './BaseStatus';
import { OfflineStatus } from './OfflineStatus';
import styles from './shell.module.css';

/** Where things stand: the base, the network, and the promise. */
export function Footer() {
  const services = useContext(ServicesContext);
  const [offline, setOffline] = useState<OfflineState>({ status: 'unavailable' });
  useEffect(() => registerOffline(setOffline), []);

  return (
    <footer className={styles.footer}>
      <span>Nothing you write leaves this laptop.</span>
      <BaseStatus services={services} />
      <OfflineStatus
        offline={offline}
        kept={services.status === 'ready' ? services.services.kept : undefined}
      />
    </footer>
  );
}
