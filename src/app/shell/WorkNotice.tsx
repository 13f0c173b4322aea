import { Rich } from '../../i18n/first';
import type { Work } from '../../run/busy';
import { useBusy } from './work';

/** That work of a kind takes all of the machine, and the way to it; nothing while there is none. */
export function WorkNotice({ work, text, to }: { work: Work; text: string; to: string }) {
  if (!useBusy(work)) return null;
  return (
    <p className="notice small" role="status">
      <Rich text={text} link={(inner: string) => <a href={to}>{inner}</a>} />
    </p>
  );
}
