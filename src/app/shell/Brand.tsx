import styles from './shell.module.css';

/** The app's name, which is the same in every language. */
export function Brand() {
  return (
    <>
      <span lang="ml">സ്വന്തം</span>
      <small className={styles.latin} lang="en" translate="no">
        Swantham
      </small>
    </>
  );
}
