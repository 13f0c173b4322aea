import { format } from './format';

/** On My models, of a model that was measured before the memory learned when to speak. */
export const memoryRule = {
  earlier:
    'These numbers were measured by an earlier rule of the memory. Today the memory knows better when to speak, so this model may be a little better than they say.',
  again: 'Measure again',
  /** `share` of the text is measured. */
  measuring: (share: number) => `Measuring again: ${format.percent(share)} is done.`,
  done: 'This model was measured again. The numbers above are the new ones.',
  /** Its text is not there any more, or was changed. */
  changed:
    'To measure it again, the app needs the text that it was measured on, and that has changed. <link>Let the model learn again</link>, and the new version is measured by today’s rule.',
};
