import { useStrings } from '../../i18n/react';
import { Brand } from './Brand';
import styles from './shell.module.css';

/** What is shown in the app's place where the address is plain http: browsers then offer nothing that it is made of. */
export function Insecure() {
  const words = useStrings().shell.insecure;
  return (
    <main className={`${styles.main} stack`}>
      <p className={styles.brand}>
        <Brand />
      </p>
      <h1>{words.title}</h1>
      <p>{words.body}</p>
    </main>
  );
}
