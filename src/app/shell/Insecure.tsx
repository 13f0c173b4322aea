import styles from './shell.module.css';

/** What stands in the app's place where the address is plain http: browsers then offer nothing that it is made of. */
export function Insecure() {
  return (
    <main className={`${styles.main} stack`}>
      <p className={styles.brand}>
        <span lang="ml">സ്വന്തം</span>
        <small>Swantham</small>
      </p>
      <h1>This address is not secure</h1>
      <p>
        Browsers give this app what it needs only at an address that begins with https://, or when it is
        installed on the laptop itself: please open it there.
      </p>
    </main>
  );
}
