import { useFirstStrings } from '../../i18n/first';
import { BarePage } from './BarePage';

/** What is shown in the app's place where the address is plain http: browsers then offer nothing that it is made of. */
export function Insecure() {
  const words = useFirstStrings().shell.insecure;
  return (
    <BarePage title={words.title}>
      <p>{words.body}</p>
    </BarePage>
  );
}
