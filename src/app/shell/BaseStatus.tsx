import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { errorWords } from '../../i18n/words';
import { BASE_BYTES } from '../../model/config';
import { PartsError } from '../../offline/parts';
import type { ServicesState } from '../../run/services';
import { isFromHere } from './localhost';

/** How far the base has come, or why it has not and how to go on. */
export function BaseStatus({ services }: { services: ServicesState }) {
  const t = useFirstStrings();
  const words = t.shell.base;
  if (services.status === 'loading') {
    const { bytes, secondsLeft } = services;
    return (
      <span role="status" data-testid="base-loading">
        {secondsLeft === undefined
          ? words.loading(bytes, BASE_BYTES)
          : words.loadingWithTime(bytes, BASE_BYTES, secondsLeft)}
      </span>
    );
  }
  if (services.status === 'ready') return null;
  const isUnreachable = services.error instanceof PartsError && services.error.reason === 'unreachable';
  return (
    <span role="status">
      {errorWords(t, services.error)} {isUnreachable && isFromHere() && `${t.shell.startAgain} `}
      <Button className="react-aria-Button quiet" onPress={services.tryAgain}>
        {t.shell.tryAgain}
      </Button>
      {services.goOn && (
        <Button className="react-aria-Button quiet" onPress={services.goOn}>
          {words.continueWithout}
        </Button>
      )}
    </span>
  );
}
