import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import type { Text } from '../../store';
import { Documents, type ShownTexts } from './documents';
import { useProfile } from './profile';

/** What the student's own page is called in the database; the screens call it by the catalogue's name. */
const OWN_NAME = 'My text';

const TextsContext = createContext<Documents | undefined>(undefined);

/** The texts of the profile that is open, for all screens: what is typed on one of them is on the others at once. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const { profile, texts: kept } = useProfile();
  const documents = useMemo(() => new Documents({ id: profile.id, name: OWN_NAME, text: '' }), [profile.id]);
  useEffect(() => documents.keepIn(kept), [documents, kept]);
  useEffect(() => {
    const leave = () => document.visibilityState === 'hidden' && documents.save();
    document.addEventListener('visibilitychange', leave);
    return () => document.removeEventListener('visibilitychange', leave);
  }, [documents]);
  return <TextsContext value={documents}>{children}</TextsContext>;
}

/** All texts, without being drawn anew when one changes. */
export function useDocumentStore(): Documents {
  const documents = useContext(TextsContext);
  if (!documents) throw new Error('no profile is open');
  return documents;
}

/** The texts that are `wanted`, a constant function: a change of any other one draws nothing anew. */
export function useTexts(wanted: (text: Text) => boolean): { documents: Documents; shown: ShownTexts } {
  const documents = useDocumentStore();
  const last = useRef<ShownTexts>(undefined);
  const shown = useSyncExternalStore(documents.subscribe, () => {
    const now = { ...documents.shown, texts: documents.shown.texts.filter(wanted) };
    if (!last.current || !isSame(last.current, now)) last.current = now;
    return last.current;
  });
  return { documents, shown };
}

/** Whether they are the same, the very texts included. */
function isSame(a: ShownTexts, b: ShownTexts): boolean {
  return Object.entries(a).every(([name, value]) => {
    const other = b[name as keyof ShownTexts];
    if (name !== 'texts') return Object.is(value, other);
    const [texts, others] = [value as readonly Text[], other as readonly Text[]];
    return texts.length === others.length && texts.every((text, i) => text === others[i]);
  });
}
