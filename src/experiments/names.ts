import type { Strings } from '../i18n/en';
import { SAMPLES } from '../text/samples';
import type { NameOf } from './experiment';
import { OWN_ID } from './setup';
import { TEMPLATED_ID } from './templated';

/** What an author is called, by the id; `ownText` is what the student's own text is called. */
export function authorName(t: Strings, id: string, ownText = t.experiments.common.ownText): string {
  if (id === OWN_ID) return ownText;
  if (id === TEMPLATED_ID) return t.experiments.common.templatedNotes;
  const sample = SAMPLES.find((one) => one.id === id);
  return sample ? t.samples[sample.id].title : id;
}

/** The names of all authors. */
export const namesIn =
  (t: Strings, ownText?: string): NameOf =>
  (id) =>
    authorName(t, id, ownText);
