import { Rich, useStrings } from '../../i18n/react';
import { atLocalhost, isOtherName } from './localhost';

/** Says that the page stayed at another name of this computer than `localhost`, and leads there. */
export function OtherName() {
  const words = useStrings().shell;
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
