import type { Format } from './format';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MARKED = 'åƀçđéƒğħíĵķłɱñøþɋřšŧúṽŵẋýžÅƁÇĐÉƑĞĦÍĴĶŁṀÑØÞɊŘŠŦÚṼŴẊÝŽ';
/** Malayalam takes up to this many times the width of short English, and less of long. */
const GROWTH = { short: 1.8, long: 1.5 };
const SHORT_LENGTH = 25;

/** A catalogue in which every sentence is longer, and no letter is a plain one: what is still plain is in no catalogue. */
export function pseudo<Catalogue extends { format: Format }>(strings: Catalogue): Catalogue {
  const { format, ...sentences } = strings;
  return {
    ...changed(sentences, (text) => grown(marked(text))),
    format: changed(format, marked),
  } as unknown as Catalogue;
}

function changed<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (typeof value === 'function')
    return ((...args: unknown[]) => changed(value(...args) as unknown, change)) as Value;
  if (Array.isArray(value)) return value.map((item) => changed(item, change)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, changed(item, change)]),
  ) as Value;
}

/** The letters outside of tags, each with a mark. */
function marked(text: string): string {
  return text.replace(/<\/?\w+>|[a-zA-Z]/g, (found) =>
    found.length > 1 ? found : MARKED[PLAIN.indexOf(found)],
  );
}

function grown(text: string): string {
  const growth = text.length <= SHORT_LENGTH ? GROWTH.short : GROWTH.long;
  const room = Math.ceil(text.length * (growth - 1));
  const words = '~~~~~ '
    .repeat(Math.ceil(room / 6))
    .slice(0, room)
    .trim();
  return words === '' ? text : `${text} ${words}`;
}
