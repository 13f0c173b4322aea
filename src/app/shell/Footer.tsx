import { useContext, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { BASE_BYTES } from '../../model/base';
import { type OfflineState, registerOffline } from '../../offline/register';
import { bytes } from '../format';
import { ServicesContext } from '../services';
import styles from './shell.module.css';

/** Where things stand: the base, the network, and the promise. */
export function Footer() {
  const services = useContext(ServicesContext);
  const [offline, setOffline] = useState<OfflineState>({ status: 'unavailable' });
  useEffect(() => registerOffline(setOffline), []);

  return (
    <footer className={styles.footer}>
      <span>Nothing you write leaves this laptop.</span>
      {services.status === 'loading' && (
        <span role="status">
          Fetching the base model: {bytes(services.bytes)} of {bytes(BASE_BYTES)}
        </span>
      )}
      {offline.status === 'storing' && (
        <span role="status">Storing everything for use without a network …</span>
      )}
      {offline.status === 'ready' && <span role="status">Works without a network.</span>}
      {offline.status === 'update' && (
        <span role="status">
          A new version is ready.{' '}
          <Button className="react-aria-Button quiet" onPress={offline.update}>
            Reload with it
          </Button>
        </span>
      )}
    </footer>
  );
}
