import { useCallback, useMemo, useState } from 'react';
import { useFirstStrings } from '../../i18n/first';
import type { Text } from '../../store';
import type { Documents } from '../shell/documents';
import { useProfile } from '../shell/profile';
import { useTexts } from '../shell/texts';

/** A page that its writer keeps apart is on the Try screen alone; what is only unused is shown here, to be used again. */
const isShownHere = ({ page }: Text) => page !== 'apart';

/** The texts to learn from, and the one that is open. The first is the student's own and cannot be closed. */
export function useDocuments() {
  const { profile, texts: kept } = useProfile();
  const ownId = profile.id;
  const { documents, shown } = useTexts(isShownHere);
  const { texts, damaged, isRead, unreadable, failure } = shown;
  const t = useFirstStrings();
  const [ownName, pageName] = [t.make.text.own, t.make.text.page];
  const drafts = useMemo(
    () =>
      texts.map((text) => {
        if (text.id === ownId) return { ...text, name: ownName };
        return text.page === 'learned' ? { ...text, name: pageName } : text;
      }),
    [texts, ownId, ownName, pageName],
  );
  const lost = useMemo(
    () => damaged.map((one) => (one.id === ownId ? { ...one, name: ownName } : one)),
    [damaged, ownId, ownName],
  );
  const [openId, setOpenId] = useState(ownId);
  const open = drafts.find(({ id }) => id === openId) ?? drafts[0];
  /** What cannot be read is not to be written over. */
  const isReadOnly = !isRead || lost.some(({ id }) => id === open.id);

  const edit = useCallback(
    (id: string, change: Parameters<Documents['edit']>[1]) => documents.edit(id, change),
    [documents],
  );
  const add = useCallback(
    (name: string, text: string) => {
      const id = crypto.randomUUID();
      documents.put({ id, name, text });
      setOpenId(id);
      return id;
    },
    [documents],
  );
  /** Deletes a text; the page that is being written stays on the Try screen, and is not learned from. */
  const close = useCallback(
    (id: string) => {
      const text = documents.shown.texts.find((one) => one.id === id);
      if (text?.page === 'learned') documents.put({ ...text, page: 'apart' });
      else documents.close(id);
    },
    [documents],
  );

  const discard = useCallback((id: string) => kept.delete(id), [kept]);

  return {
    ...{ drafts, damaged: lost, open, isReadOnly, setOpen: setOpenId },
    ...{ edit, add, close, discard, unreadable, failure },
  };
}
