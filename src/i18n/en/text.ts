import type { TooLittle } from '../../text/prepared';
import type { SampleId } from '../../text/samples';
import { format } from './format';

/** Sentences about the student's text. */
export const text = {
  tooLittle: ({
    part,
    have,
    needed,
    moreWords,
  }: Pick<TooLittle, 'part' | 'have' | 'needed' | 'moreWords'>) =>
    part === 'text'
      ? `Your text has ${format.count(have)} of the ${format.count(needed)} tokens it needs. Write about ${format.count(moreWords)} more words.`
      : `The held-out text has ${format.count(have)} of the ${format.count(needed)} tokens it needs. Add about ${format.count(moreWords)} more words.`,
  repetitive:
    'The end of your text repeats what came before, so too little is left for the test. Add something new.',
};

/** The texts that come with the app. */
export const samples: Record<SampleId, { title: string; description: string }> = {
  diary: {
    title: 'A school diary',
    description: 'By a girl in class 9. With a bus that is always late and a cat named Current.',
  },
  malayalam: {
    title: 'പിന്നിലെ താളുകൾ',
    description: 'By a boy who lives by the sea and counts everything. In Malayalam with some Manglish.',
  },
  programmer: {
    title: 'A programmer’s work log',
    description: 'Notes, commands and Python code. The machines have the names of fish.',
  },
  wordbox: {
    title: 'വാക്കുപെട്ടി',
    description: 'By a girl in class 9 who collects words and grows a pumpkin. All in Malayalam.',
  },
  manglish: {
    title: 'Class groupile njn',
    description: 'What one pupil wrote in the class group, one message per line. In Manglish.',
  },
};
