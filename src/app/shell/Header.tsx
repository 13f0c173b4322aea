import { ProfileMenu } from './ProfileMenu';
import { href, type Screen } from './route';
import styles from './shell.module.css';

const LINKS: [Screen, string][] = [
  ['make', 'Make'],
  ['try', 'Try'],
  ['models', 'My models'],
  ['lab', 'Lab'],
];

export function Header({ screen }: { screen: Screen }) {
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <a className={styles.brand} href={href('make')}>
          <span lang="ml">സ്വന്തം</span>
          <small>Swantham</small>
        </a>
        <nav aria-label="Screens">
          {LINKS.map(([name, label]) => (
            <a key={name} href={href(name)} aria-current={name === screen ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <ProfileMenu />
      </div>
    </header>
  );
}
