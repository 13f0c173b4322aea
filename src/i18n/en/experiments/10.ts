import { format } from '../format';
import { fellOrRose } from './common';

export const specialist = {
  title: 'A specialist for each person',
  question:
    'Can a hundred steps of full fine-tuning on 3,000 tokens turn the model into a specialist for one person?',
  criterion:
    'Every text gets the verdict STRICT: perplexity falls more than 10 times on unseen text, and it rises by less than 50% on general text.',
  published:
    'On unseen text perplexity fell from 114 to 1.04. On general text it rose from 89 to 111. Training took 5.6 seconds. The verdict was STRICT.',
  /** `onlyRepeating`: of several texts, only the notes that repeat themselves are STRICT. */
  sentence(
    texts: readonly { name: string; repeats: boolean; fall: number; verdict: string }[],
    onlyRepeating: boolean,
  ) {
    const parts = texts.map(
      ({ name, repeats, fall, verdict }) =>
        `${fellOrRose(fall)} on ${repeats ? 'notes that repeat themselves' : `“${name}”`} (${verdict})`,
    );
    const moral = onlyRepeating
      ? ' So such a large fall shows that a text repeats itself. It does not show that the model knows who wrote it.'
      : '';
    return `With the published recipe, perplexity ${format.list(parts)}.${moral}`;
  },
  charts: { curves: 'Perplexity of the unseen text during training' },
};
