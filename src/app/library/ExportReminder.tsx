import { useStrings } from '../../i18n/react';
import type { AdapterRecord } from '../../store';
import { useProfile } from '../shell/profile';

/** So many models that exist only in this browser are worth a word. */
const WORTH_A_WORD = 3;

/** Says how many of the models made here are in no file, once there are a few. */
export function ExportReminder({ adapters }: { adapters: readonly AdapterRecord[] }) {
  const words = useStrings().library;
  const { exportedAt = 0 } = useProfile().profile;
  const { length } = adapters.filter(
    ({ origin, createdAt }) => origin === 'trained' && createdAt > exportedAt,
  );
  if (length < WORTH_A_WORD) return null;
  return <p className="notice small">{words.onlyHere(length)}</p>;
}
