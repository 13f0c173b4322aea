import type { ReactNode } from 'react';
import { BareBar } from './BareBar';
import styles from './shell.module.css';

/** What is shown in the app's place where it cannot be opened. */
export function BarePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={`${styles.main} stack`}>
      <BareBar />
      <h1>{title}</h1>
      {children}
    </main>
  );
}
