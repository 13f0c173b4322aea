import { useCallback, useState } from 'react';

/** Of this tab: a reload keeps the teacher's wish. */
const STORAGE_KEY = 'swantham-lesson-notes';

/** Whether the notes for the teacher are shown; at first they are. */
export function useNotes(): [boolean, (change: (before: boolean) => boolean) => void] {
  const [isNoted, setNoted] = useState(read);
  const change = useCallback(
    (by: (before: boolean) => boolean) =>
      setNoted((before) => {
        const next = by(before);
        try {
          sessionStorage.setItem(STORAGE_KEY, next ? 'shown' : 'hidden');
        } catch {
          // It holds until the page is closed.
        }
        return next;
      }),
    [],
  );
  return [isNoted, change];
}

function read(): boolean {
  try {
    return sessionStorage.getItem(STORAGE_KEY) !== 'hidden';
  } catch {
    return true;
  }
}
