import type { ReactNode } from 'react';
import { Brand } from './Brand';
import styles from './shell.module.css';

/** What is shown in the app's place where it cannot be opened. */
export function BarePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={`${styles.main} stack`}>
      <p className={styles.brand}>
        <Brand />
      </p>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
