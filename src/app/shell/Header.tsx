import { useFirstStrings } from '../../i18n/first';
import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';
import { ProfileMenu } from './ProfileMenu';
import { useProfile } from './profile';
import { href, type Screen } from './route';
import styles from './shell.module.css';
import { store } from './store';

/** The screens of the menu, in its order. */
export const LINKS = ['make', 'try', 'models', 'lab'] as const;

export function Header({ screen }: { screen: Screen }) {
  const t = useFirstStrings();
  const { profile } = useProfile();
  const keep = (language: string) => {
    // Where it cannot be kept, it is spoken all the same.
    store.profiles.change(profile.id, { language }).catch(() => {});
  };
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
        <div className={styles.own}>
          <LanguageSwitch onChoose={keep} />
          <ProfileMenu />
        </div>
      </div>
    </header>
  );
}
