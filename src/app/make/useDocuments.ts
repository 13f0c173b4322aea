import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStrings } from '../../i18n/react';
import { useProfile } from '../shell/profile';
import { Documents } from './documents';

/** What the student's own page is called in the database; the screens call it by the catalogue's name. */
const OWN_NAME = 'My text';

/** The profile's texts, and the one that is open. The first is the student's own page and cannot be closed. */
export function useDocuments() {
  const { profile, texts: kept } = useProfile();
  const ownId = profile.id;
  const documents = useMemo(() => new Documents({ id: ownId, name: OWN_NAME, text: '' }), [ownId]);
  const { texts, damaged, isRead, unreadable, failure } = useSyncExternalStore(
    useCallback((onChange) => documents.subscribe(onChange), [documents]),
    () => documents.shown,
  );
  useEffect(() => documents.keepIn(kept), [documents, kept]);
  useEffect(() => {
    const leave = () => document.visibilityState === 'hidden' && documents.save();
    document.addEventListener('visibilitychange', leave);
    return () => document.removeEventListener('visibilitychange', leave);
  }, [documents]);

  const ownName = useStrings().make.text.own;
  const drafts = useMemo(
    () => texts.map((text) => (text.id === ownId ? { ...text, name: ownName } : text)),
    [texts, ownId, ownName],
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
      documents.add({ id, name, text });
      setOpenId(id);
      return id;
    },
    [documents],
  );
  const close = useCallback((id: string) => documents.close(id), [documents]);

  const discard = useCallback((id: string) => kept.delete(id), [kept]);

  return {
    ...{ drafts, damaged: lost, open, isReadOnly, setOpen: setOpenId },
    ...{ edit, add, close, discard, unreadable, failure },
  };
}
