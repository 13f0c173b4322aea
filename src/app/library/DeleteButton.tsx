import { useStrings } from '../../i18n/react';
import type { Line } from '../../run/versions';
import { AskFirst } from '../shell/AskFirst';
import { useProfile } from '../shell/profile';

/** Deletes a model with all its versions, after asking: it cannot be brought back. */
export function DeleteButton({ line: { current: adapter, versions } }: { line: Line }) {
  const words = useStrings().library.delete;
  const { adapters } = useProfile();
  return (
    <AskFirst
      label={words.button}
      accessibleLabel={words.model(adapter.name)}
      quiet
      title={words.title(adapter.name)}
      question={words.question(versions.length)}
      yes={words.button}
      onYes={() => adapters.delete(...versions.map(({ id }) => id))}
    />
  );
}
