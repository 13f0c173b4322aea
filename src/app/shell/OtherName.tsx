import { Rich, useFirstStrings } from '../../i18n/first';
import { atLocalhost, isOtherName } from './localhost';

/** Says that the page stayed at another name of this computer than `localhost`, and leads there. */
export function OtherName() {
  const words = useFirstStrings().shell;
  if (!isOtherName()) return null;
  return (
    <span>
      <Rich
        text={words.otherName(location.hostname)}
        link={(label: string) => <a href={atLocalhost()}>{label}</a>}
      />
    </span>
  );
}
