import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
/** A sentence about what went wrong, read out at once: `children`, or the one about `error`. Nothing where nothing did. */
export function Alarm({ children, error }: { children?: string; error?: unknown }) {
  const t = useStrings();
  const sentence = children || (error === undefined ? undefined : errorWords(t, error));
  if (!sentence) return null;
  return (
    <p className="notice small" data-tone="alarm" role="alert">
      {sentence}
    </p>
  );
}
