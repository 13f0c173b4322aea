import { TextError } from '../error';
import diary from './diary.txt?url';
import malayalam from './malayalam.txt?url';
import programmer from './programmer.md?url';

export type SampleId = 'diary' | 'malayalam' | 'programmer';

/** A text to try the app with, written for it. Its title and what it is about are in the catalogue. */
export interface Sample {
  id: SampleId;
  /** BCP 47 language tags, the main one first. */
  languages: string[];
  url: string;
}

export const SAMPLES: readonly Sample[] = [
  { id: 'diary', languages: ['en-IN'], url: diary },
  { id: 'malayalam', languages: ['ml', 'ml-Latn'], url: malayalam },
  { id: 'programmer', languages: ['en-IN'], url: programmer },
];

/** The sample's text. Rejects with a `TextError`. */
export async function loadSample({ id, url }: Sample): Promise<string> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new TextError('sample', { id });
  return response.text();
}
