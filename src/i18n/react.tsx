import type { FirstStrings, RestStrings, Strings } from './en';
import { rest as en } from './en/rest';
import { useFirstStrings } from './first';
import { laterStrings } from './later';
import { rest as ml } from './ml/rest';

export { Rich, useLanguage, useLanguageTag } from './first';

const useRest = laterStrings<RestStrings>({ en, ml });
const joined = new WeakMap<FirstStrings, Strings>();

/** The whole catalogue, for all screens but the first: in the language that the page speaks, kept up with its changes. */
export function useStrings(): Strings {
  const first = useFirstStrings();
  const rest = useRest();
  let strings = joined.get(first);
  if (!strings) {
    strings = { ...first, ...rest };
    joined.set(first, strings);
  }
  return strings;
}
