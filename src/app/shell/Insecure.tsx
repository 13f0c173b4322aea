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
        At an address that begins with http:// browsers neither encrypt nor keep what the app needs, so open
        it with https://, or install it on this laptop itself.
      </p>
    </main>
  );
}
