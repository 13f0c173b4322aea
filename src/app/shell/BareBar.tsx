import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';
import styles from './shell.module.css';

/** The name of the app and the choice of a language, where there is no menu. */
export function BareBar() {
  return (
    <div className="row spread">
      <p className={styles.brand}>
        <Brand />
      </p>
      <LanguageSwitch />
    </div>
  );
}
