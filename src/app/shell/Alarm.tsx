import { useFirstStrings } from '../../i18n/first';
import { errorWords } from '../../i18n/words';

/** A sentence about what went wrong, read out at once: `children`, or that of `error`. Nothing where nothing did. */
export function Alarm({ children, error }: { children?: string | undefined; error?: unknown }) {
  const t = useFirstStrings();
  const sentence = children ?? (error !== undefined ? errorWords(t, error) : undefined);
  if (!sentence) return null;
  return (
    <p className="notice small" data-tone="alarm" role="alert">
      {sentence}
    </p>
  );
}
