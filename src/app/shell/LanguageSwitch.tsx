import { Button } from 'react-aria-components';
import { useFirstStrings, useLanguage } from '../../i18n/first';
import { CHOICES, setLanguage } from '../../i18n/language';
import styles from './shell.module.css';

/** Changes the language of everything at once: the button has the name of the other one, in that language. */
export function LanguageSwitch({ onChoose }: { onChoose?: (language: string) => void }) {
  const t = useFirstStrings();
  const spoken = useLanguage();
  const { language, name } = CHOICES.find((choice) => choice.language !== spoken)!;
  const choose = () => {
    // A catalogue that cannot be fetched leaves the page as it is, and the button there for another try.
    void setLanguage(language).then(
      () => onChoose?.(language),
      () => {},
    );
  };
  return (
    <Button className={`react-aria-Button quiet ${styles.language}`} onPress={choose}>
      <span className="visually-hidden">{t.shell.language}</span>
      <span lang={language} translate="no">
        {name}
      </span>
    </Button>
  );
}
