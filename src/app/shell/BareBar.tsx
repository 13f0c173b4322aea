import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';
import { href } from './route';
import styles from './shell.module.css';

/** The name of the app and the choice of a language, where there is no menu. */
export function BareBar() {
  return (
    <div className={`row spread ${styles.bare}`}>
      <a className={styles.brand} href={href('make')}>
        <Brand />
      </a>
      <LanguageSwitch />
    </div>
  );
}
