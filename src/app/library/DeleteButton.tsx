import type { AdapterRecord } from '../../store';
import { AskFirst } from '../shell/AskFirst';
import { useProfile } from '../shell/profile';

/** Deletes an adapter, after asking: it cannot be brought back. */
export function DeleteButton({ adapter }: { adapter: AdapterRecord }) {
  const { adapters } = useProfile();
  return (
    <AskFirst
      label="Delete"
      accessibleLabel={`Delete ${adapter.name}`}
      quiet
      title={`Delete “${adapter.name}”?`}
      question="The model is gone for good then. Your text stays."
      yes="Delete"
      no="Keep it"
      onYes={() => adapters.delete(adapter.id)}
    />
  );
}
