import { useSyncExternalStore } from 'react';
import { isLearned, type Text } from '../../store';
import { useProfile } from '../shell/profile';
import { useDocumentStore, useTexts } from '../shell/texts';
import { openPage, putBy, wasPage } from './pages';

const isPage = ({ page }: Text) => page !== undefined;

/** The page that the student writes on, and what becomes of it. It is kept as all texts are. */
export function usePage() {
  const { profile, texts } = useProfile();
  const { documents, shown } = useTexts(isPage);
  const { isRead, unreadable, failure } = shown;
  const damaged = shown.damaged.filter((one) => wasPage(one, profile.id));
  const page = openPage(shown.texts, damaged, profile.id);
  return {
    ...{ page, damaged, isReadOnly: !isRead, unreadable, failure },
    edit: (text: string) => documents.put({ ...page, text }),
    learn: (isWished: boolean) =>
      documents.put({ ...page, page: isWished ? 'learned' : 'apart', isUnused: undefined }),
    /** Begins another page; this one stays among the texts. */
    turn: () => documents.put(putBy(page)),
    discard: (id: string) => texts.delete(id),
  };
}

/** Changes with the pages that models learn from, and not with what is typed. */
export function useLearnedPages(): string {
  const documents = useDocumentStore();
  return useSyncExternalStore(documents.subscribe, () =>
    documents.shown.texts
      .flatMap((text) => (text.page ? `${text.id} ${text.page} ${isLearned(text)}` : []))
      .join(),
  );
}
