import type { ReactNode } from 'react';
import { useFirstStrings } from '../../i18n/first';
import type { Services } from '../../run/services';
import { Alarm } from './Alarm';
import { openedOf, useServices } from './services';

/** What needs the base: until it is here the page says so, and where it does not come, why. */
export function WithServices({ children }: { children: (services: Services) => ReactNode }) {
  const t = useFirstStrings();
  const state = useServices();
  const services = openedOf(state);
  if (services) return children(services);
  if (state.status === 'failed') return <Alarm error={state.error} />;
  return (
    <p className="card muted" role="status">
      {t.shell.waitingForBase}
    </p>
  );
}
