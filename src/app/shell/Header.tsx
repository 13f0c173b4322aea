import { useStrings } from '../../i18n/react';
import { Brand } from './Brand';
import { ProfileMenu } from './ProfileMenu';
import { href, type Screen } from './route';
import styles from './shell.module.css';

const LINKS = ['make', 'try', 'models', 'lab'] as const;

export function Header({ screen }: { screen: Screen }) {
  const t = useStrings();
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <a className={styles.brand} href={href('make')}>
          <Brand />
        </a>
        <nav aria-label={t.shell.menu}>
          {LINKS.map((name) => (
            <a key={name} href={href(name)} aria-current={name === screen ? 'page' : undefined}>
              {t.shell.screens[name]}
            </a>
          ))}
        </nav>
        <ProfileMenu />
      </div>
    </header>
  );
}
