import { format } from './format';

/** On My models, of a model that was measured before the memory learned when to speak. */
export const memoryRule = {
  earlier:
    'These numbers were measured with an older rule for the memory. With the new rule the memory knows better when to help, so this model may be a little better than the numbers say.',
  again: 'Measure again',
  /** `share` of the text is measured. */
  measuring: (share: number) => `Measuring again: ${format.percent(share)} done.`,
  done: 'This model was measured again. The numbers above are the new ones.',
  /** Its text is not there any more, or was changed. */
  changed:
    'To measure it again, the app needs the same text as before, and that text was changed or deleted. <link>Train again</link>, and the new version is measured with the new rule.',
};
