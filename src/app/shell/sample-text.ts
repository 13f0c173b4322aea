import type { Language } from '../../i18n/language';
import type { Services } from '../../run/services';
import type { Ready } from '../../text/prepared';
import { loadSample, SAMPLES, type SampleId } from '../../text/samples';

/** What is shown where the student has no text that is long enough: a sample in the language of the page. */
export const FIRST_SAMPLE = { en: 'diary', ml: 'wordbox', pseudo: 'diary' } as const satisfies Record<
  Language,
  SampleId
>;

/**
 * A sample, split as for a training. It is read apart from what is being typed on the Make screen, where the latest request
 * wins. Rejects with a `UserError`.
 */
export async function splitSample(text: Services['text'], id: string): Promise<Ready> {
  const sample = SAMPLES.find((one) => one.id === id);
  if (!sample) throw new RangeError(`no sample is called ${id}`);
  const prepared = await text.prepare([{ name: id, text: await loadSample(sample) }], { apart: true });
  if (prepared?.kind !== 'ready') throw new RangeError(`the sample ${id} cannot be split`);
  return prepared;
}
