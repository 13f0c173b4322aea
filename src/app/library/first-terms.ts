import type { AskedTerm } from '../../i18n/glossary';
import type { Method } from '../../model/run';
import type { AdapterRecord } from '../../store';

/** The word for each method of training. */
export const METHOD_TERMS = { norm: 'norm-only', lora: 'lora', full: 'full' } as const satisfies Record<
  Method,
  AskedTerm
>;

/** Which words the facts of each model explain, by its id: every word where it stands first in the list, and only there. */
export function firstTerms(
  adapters: readonly Pick<AdapterRecord, 'id' | 'method' | 'run'>[],
): Map<string, ReadonlySet<AskedTerm>> {
  const before = new Set<AskedTerm>();
  return new Map(
    adapters.map(({ id, method, run }) => {
      const terms: AskedTerm[] = [METHOD_TERMS[method], ...(run ? (['perplexity'] as const) : [])];
      const first = new Set(terms.filter((term) => !before.has(term)));
      for (const term of first) before.add(term);
      return [id, first];
    }),
  );
}
