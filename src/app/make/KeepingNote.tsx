import { useStrings } from '../../i18n/react';
import { mayForgetPromises } from '../../offline/forgets';
import { ExportMenu } from '../library/ExportMenu';
import { type TrainedRecord, useForgets, usePersisted } from '../shell/store';

/** Says of a model that was kept just now how long the browser may keep it, where that is not for good, and offers the file. */
export function KeepingNote({ adapter }: { adapter: TrainedRecord }) {
  const words = useStrings().make.keeping;
  const forgets = useForgets();
  const persisted = usePersisted();
  if (!forgets && (persisted === undefined || (persisted && !mayForgetPromises()))) return null;
  return (
    <div className={forgets ? 'notice small' : 'row small muted'} data-testid="keeping">
      <p>{forgets ? words.forgets : persisted ? words.promised : words.notPersisted}</p>
      <ExportMenu adapter={adapter} />
    </div>
  );
}
