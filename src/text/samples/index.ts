import { TextError } from '../error';
import diary from './diary.txt?url';
import malayalam from './malayalam.txt?url';
import manglish from './manglish.txt?url';
import programmer from './programmer.md?url';
import wordbox from './wordbox.txt?url';

/** The samples that the experiments run on. */
export type StudiedId = 'diary' | 'malayalam' | 'programmer';

export type SampleId = StudiedId | 'wordbox' | 'manglish';

/** A text to try the app with, written for it. Its title and what it is about are in the catalogue. */
export interface Sample<Id extends SampleId = SampleId> {
  id: Id;
  /** BCP 47 language tags, the main one first. */
  languages: string[];
  url: string;
}

/** What experiments and controls are made with: always these three, so that published numbers stay comparable. */
export const STUDIED: readonly Sample<StudiedId>[] = [
  { id: 'diary', languages: ['en-IN'], url: diary },
  { id: 'malayalam', languages: ['ml', 'ml-Latn'], url: malayalam },
  { id: 'programmer', languages: ['en-IN'], url: programmer },
];

/** All that a student can choose from. */
export const SAMPLES: readonly Sample[] = [
  ...STUDIED,
  { id: 'wordbox', languages: ['ml'], url: wordbox },
  { id: 'manglish', languages: ['ml-Latn', 'en-IN'], url: manglish },
];

/** The sample's text. Rejects with a `TextError`. */
export async function loadSample({ id, url }: Sample): Promise<string> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new TextError('sample', { id });
  return response.text();
}
