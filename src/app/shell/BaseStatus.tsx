import { Button } from 'react-aria-components';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { BASE_BYTES } from '../../model/base';
import type { ServicesState } from '../../run/services';
import { bytes, duration } from './format';

/** How far the base has come, or why it has not and how to go on. */
export function BaseStatus({ services }: { services: ServicesState }) {
  const t = useStrings();
  if (services.status === 'loading') {
    const left = services.secondsLeft === undefined ? '' : `, about ${duration(services.secondsLeft)} left`;
    return (
      <span role="status">
        Fetching the base model: {bytes(services.bytes)} of {bytes(BASE_BYTES)}
        {left}
      </span>
    );
  }
  if (services.status === 'ready') return null;
  return (
    <span role="status">
      {errorWords(t, services.error)}{' '}
      <Button className="react-aria-Button quiet" onPress={services.tryAgain}>
        Try again
      </Button>
      {services.goOn && (
        <Button className="react-aria-Button quiet" onPress={services.goOn}>
          Go on without keeping it
        </Button>
      )}
    </span>
  );
}
