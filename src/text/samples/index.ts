import diary from './diary.txt?url';
import malayalam from './malayalam.txt?url';
import programmer from './programmer.md?url';

/** A text to try the app with, written for it. */
export interface Sample {
  id: string;
  title: string;
  /** One line on who writes about what. */
  description: string;
  /** BCP 47 language tags, the main one first. */
  languages: string[];
  url: string;
}

export const SAMPLES: readonly Sample[] = [
  {
    id: 'diary',
    title: 'A school diary',
    description: 'A girl in class 9, a bus that is always late, a cat named Current.',
    languages: ['en-IN'],
    url: diary,
  },
  {
    id: 'malayalam',
    title: 'പിന്നിലെ താളുകൾ',
    description: 'A boy by the sea who counts everything, in Malayalam with some Manglish.',
    languages: ['ml', 'ml-Latn'],
    url: malayalam,
  },
  {
    id: 'programmer',
    title: "A programmer's work log",
    description: 'Notes, commands and Python, machines named after fish.',
    languages: ['en-IN'],
    url: programmer,
  },
];

/** The sample's text. Throws an `Error` whose message is one sentence for people. */
export async function loadSample(sample: Sample): Promise<string> {
  const response = await fetch(sample.url).catch(() => undefined);
  if (!response?.ok)
    throw new Error(`The sample "${sample.title}" could not be loaded; please reload the page.`);
  return response.text();
}
