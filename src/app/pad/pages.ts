import { type Damaged, isLearned, type Text } from '../../store';
import { clustersOf } from '../../text/words';

/** What a page is called in the database while it is written; the screens call it by the catalogue's name. */
const PAGE_NAME = 'My page';
const LONGEST_TITLE = 32;

/** Pages have the same ids in every tab, so that two tabs write on one page. */
const prefixOf = (profile: string) => `${profile}-page-`;

/** Whether a row that cannot be opened was a page of the profile. */
export const wasPage = ({ id }: Damaged, profile: string): boolean => id.startsWith(prefixOf(profile));

/** The page that is being written, of all `pages` of a profile; a new one where there is none. */
export function openPage(pages: readonly Text[], damaged: readonly Damaged[], profile: string): Text {
  // Of two that two tabs began, the older one comes first, and the other one after it.
  const open = pages.find(({ page }) => page !== 'earlier');
  if (open) return open;
  const numbers = [...pages, ...damaged]
    .filter((one) => wasPage(one, profile))
    .map(({ id }) => Number(id.slice(prefixOf(profile).length)));
  const number = Math.max(0, ...numbers) + 1;
  return { id: `${prefixOf(profile)}${number}`, name: PAGE_NAME, text: '', page: 'apart' };
}

/** A page as it stands among the texts once another one is begun; what was not learned from it is not learned then either. */
export function putBy(page: Text): Text {
  return {
    ...{ ...page, name: titleOf(page.text), page: 'earlier' },
    ...(!isLearned(page) && { isUnused: true }),
  };
}

/** What a page is called once it is finished: its first words. */
export function titleOf(text: string): string {
  let title = '';
  for (const cluster of clustersOf(
    text
      .trim()
      .split('\n')[0]
      .slice(0, 4 * LONGEST_TITLE),
  )) {
    if (title.length + cluster.length > LONGEST_TITLE) {
      const space = title.lastIndexOf(' ');
      return `${(space > 0 ? title.slice(0, space) : title).trimEnd()} …`;
    }
    title += cluster;
  }
  return title;
}
