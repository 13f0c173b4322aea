import { lazily } from './lazily';
import { Opener } from './Opener';
import type { Asked } from './Question';

const Question = lazily(async () => (await import('./Question')).Question);

/** A button for what cannot be taken back: it asks before it does it. */
export function AskFirst({
  label,
  accessibleLabel,
  quiet,
  isDisabled,
  ...asked
}: Asked & {
  label: string;
  /** Of the button, where several look alike. */
  accessibleLabel?: string;
  quiet?: boolean;
  isDisabled?: boolean;
}) {
  return (
    <div>
      <Opener
        opens="dialog"
        className={`react-aria-Button danger ${quiet ? 'quiet' : ''}`}
        aria-label={accessibleLabel}
        isDisabled={isDisabled}
        label={label}
      >
        {(opened) => <Question opened={opened} {...asked} />}
      </Opener>
    </div>
  );
}
