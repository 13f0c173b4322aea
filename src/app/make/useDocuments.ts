import { useCallback, useEffect, useState } from 'react';

/** A text the student works with: what was typed, a file, or a sample. */
export interface Draft {
  id: string;
  name: string;
  text: string;
}

/** The first draft is the student's own page: it is always there and cannot be closed. */
const OWN: Draft = { id: 'own', name: 'My text', text: '' };

/** Drafts live in this tab's session storage: a reload keeps them, closing the tab forgets them. */
const STORAGE_KEY = 'swantham-drafts';
const SAVE_AFTER_MS = 300;

export function useDocuments() {
  const [drafts, setDrafts] = useState<Draft[]>(restore);
  const [openId, setOpenId] = useState(OWN.id);
  const open = drafts.find(({ id }) => id === openId) ?? drafts[0];

  useEffect(() => {
    const timer = setTimeout(() => store(drafts), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [drafts]);

  const edit = useCallback(
    (text: string) =>
      setDrafts((old) => old.map((draft) => (draft.id === open.id ? { ...draft, text } : draft))),
    [open.id],
  );
  const add = useCallback((name: string, text: string) => {
    const id = crypto.randomUUID();
    setDrafts((old) => [...old, { id, name, text }]);
    setOpenId(id);
  }, []);
  const close = useCallback((id: string) => {
    setDrafts((old) => old.filter((draft) => draft.id !== id));
  }, []);

  return { drafts, open, setOpen: setOpenId, edit, add, close };
}

function restore(): Draft[] {
  try {
    const drafts = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '') as Draft[];
    if (drafts[0].id === OWN.id) return drafts;
  } catch {
    // nothing was stored, or storage is off
  }
  return [OWN];
}

function store(drafts: Draft[]): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(drafts));
  } catch {
    // Storage is off or too small for this text; it stays in the page.
  }
}
