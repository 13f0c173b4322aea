import { useStrings } from '../../i18n/react';
import type { AdapterRecord } from '../../store';
import { AskFirst } from '../shell/AskFirst';
import { useProfile } from '../shell/profile';

/** Deletes an adapter, after asking: it cannot be brought back. */
export function DeleteButton({ adapter }: { adapter: AdapterRecord }) {
  const words = useStrings().library.delete;
  const { adapters } = useProfile();
  return (
    <AskFirst
      label={words.button}
      accessibleLabel={words.model(adapter.name)}
      quiet
      title={words.title(adapter.name)}
      question={words.question}
      yes={words.button}
      onYes={() => adapters.delete(adapter.id)}
    />
  );
}
