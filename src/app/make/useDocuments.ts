import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStrings } from '../../i18n/react';
import type { Text } from '../../store';
import { useProfile } from '../shell/profile';

/** What the student's own page is called in the database; the screens call it by the catalogue's name. */
const OWN_NAME = 'My text';

/** A pause in typing this long keeps the text; one who never pauses is kept at the second time. */
const SAVE_AFTER_MS = 300;
const SAVE_AT_LATEST_MS = 1500;

/**
 * The profile's texts, as they are typed and as they are kept: every change is kept soon after, and a change in another
 * tab appears here unless the same text is being typed here.
 */
export function useDocuments() {
  const { profile, texts } = useProfile();
  // The first text is the student's own page: it is always there and cannot be closed.
  const own = useMemo<Text>(() => ({ id: profile.id, name: OWN_NAME, text: '' }), [profile.id]);
  const [kept, setDrafts] = useState<Text[]>([own]);
  const ownName = useStrings().make.text.own;
  const drafts = useMemo(
    () => kept.map((draft) => (draft.id === own.id ? { ...draft, name: ownName } : draft)),
    [kept, own.id, ownName],
  );
  const [openId, setOpenId] = useState(own.id);
  const [failure, setFailure] = useState<unknown>();
  const open = drafts.find(({ id }) => id === openId) ?? drafts[0];

  /** Texts that are not kept yet as they are here; nothing for one that was closed. */
  const unsaved = useRef(new Map<string, Text | undefined>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const firstChange = useRef<number>(undefined);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    firstChange.current = undefined;
    for (const [id, text] of [...unsaved.current]) {
      try {
        await (text ? texts.autosave(text) : texts.delete(id));
        // It may have been changed again meanwhile.
        if (unsaved.current.get(id) === text) unsaved.current.delete(id);
        setFailure(undefined);
      } catch (error) {
        setFailure(error);
      }
    }
  }, [texts]);
  const change = useCallback(
    (id: string, text: Text | undefined) => {
      unsaved.current.set(id, text);
      firstChange.current ??= performance.now();
      const rest = firstChange.current + SAVE_AT_LATEST_MS - performance.now();
      clearTimeout(timer.current);
      timer.current = setTimeout(save, Math.max(0, Math.min(SAVE_AFTER_MS, rest)));
    },
    [save],
  );

  useEffect(() => {
    let gone = false;
    const read = async () => {
      const listed = await texts.list().catch(() => undefined);
      if (gone || !listed) return;
      const all = new Map([own, ...listed].map((text) => [text.id, text]));
      for (const [id, text] of unsaved.current) {
        if (text) all.set(id, text);
        else all.delete(id);
      }
      setDrafts((old) => (isSame(old, [...all.values()]) ? old : [...all.values()]));
    };
    read();
    const unsubscribe = texts.subscribe(read);
    const leave = () => document.visibilityState === 'hidden' && save();
    document.addEventListener('visibilitychange', leave);
    return () => {
      gone = true;
      unsubscribe();
      document.removeEventListener('visibilitychange', leave);
      save();
    };
  }, [own, texts, save]);

  const edit = useCallback(
    (text: string) => {
      const edited = { ...open, name: open.id === own.id ? OWN_NAME : open.name, text };
      setDrafts((old) => old.map((draft) => (draft.id === edited.id ? edited : draft)));
      change(edited.id, edited);
    },
    [open, own.id, change],
  );
  const add = useCallback(
    (name: string, text: string) => {
      const added = { id: crypto.randomUUID(), name, text };
      setDrafts((old) => [...old, added]);
      setOpenId(added.id);
      change(added.id, added);
    },
    [change],
  );
  const close = useCallback(
    (id: string) => {
      setDrafts((old) => old.filter((draft) => draft.id !== id));
      change(id, undefined);
    },
    [change],
  );

  return { drafts, open, setOpen: setOpenId, edit, add, close, failure };
}

function isSame(a: Text[], b: Text[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, name, text }, i) => id === b[i].id && name === b[i].name && text === b[i].text)
  );
}
