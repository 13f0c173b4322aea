import { useFirstStrings } from '../../i18n/first';
import type { Damaged } from '../../store';
import { AskFirst } from './AskFirst';

/** Says what of a list cannot be opened and what to do, and offers to delete it; nothing where nothing is damaged. */
export function DamagedNotice({
  of,
  damaged,
  onDelete,
}: {
  /** A list that the first screen has the words for, or the words. */
  of: 'texts' | 'models' | 'runs' | 'experiments' | 'profiles' | { told: string; question: string };
  damaged: readonly Damaged[];
  onDelete: (id: string) => Promise<void>;
}) {
  const words = useFirstStrings().shell.damaged;
  const count = damaged.length;
  if (count === 0) return null;
  const names = damaged.flatMap(({ name }) => name ?? []);
  const { told, question } =
    typeof of === 'string'
      ? { told: words.told[of](count, names.length === count ? names : []), question: words.question[of] }
      : of;
  return (
    <div className="notice small row spread" data-tone="alarm" data-testid="damaged">
      <p role="alert">{told}</p>
      <AskFirst
        label={words.delete}
        title={words.title}
        question={question}
        yes={words.delete}
        onYes={async () => {
          for (const { id } of damaged) await onDelete(id);
        }}
      />
    </div>
  );
}
