/** Numbers, sizes, times and lists as one language writes them. Each catalogue has one of these and uses it inside its sentences. */
export interface Format {
  /** How many: "9,17,504". */
  count(n: number): string;
  /** "1 token", "2 tokens". */
  plural(n: number, one: string, many: string): string;
  /** A perplexity: three significant digits are what a few thousand tokens can carry. */
  perplexity(value: number): string;
  /** A ratio without its sign, "1.12". */
  ratio(value: number): string;
  /** A fall of perplexity: "×1.12", "×9.4", "×110". */
  times(fall: number): string;
  /** A share from 0 to 1, "42%". */
  percent(share: number): string;
  /** A change with its sign, "+1.7%", "−0.2%", and "0.0%" without one. */
  change(share: number): string;
  /** A loss, in nats: "2.31". */
  loss(nats: number): string;
  /** A size: "9.2 KB". */
  bytes(n: number): string;
  /** A duration as a person feels it: "40 s", "3 min", "2.5 hours". */
  duration(seconds: number): string;
  /** A day and a time of day. */
  when(time: number | Date): string;
  /** "one, two and three". */
  list(items: readonly string[]): string;
  /** How many, where that is more than can be grasped: "37.8 million". */
  vast(n: number): string;
  /** A number of no particular kind, to three significant digits; "–" for what is no number. */
  number(value: number): string;
  /** A number of a table: whole, or to four significant digits, which is more than a few thousand tokens can carry. */
  precise(value: number): string;
}

/** The words that numbers need in a language. */
export interface FormatWords {
  seconds(n: number): string;
  minutes(n: number): string;
  hours(n: number): string;
  vast(n: number): string;
  list(items: readonly string[]): string;
}

/** The digits after the point that make three significant ones, of the number as it is rounded to them. */
function digitsOf(value: number): number {
  const rounded = Number(value.toPrecision(3));
  return rounded >= 100 ? 0 : rounded >= 10 ? 1 : 2;
}

/** The format of a language; `locale` is its BCP 47 tag. */
export function createFormat(locale: string, words: FormatWords): Format {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const precise = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
  const share = new Intl.NumberFormat(locale, { style: 'percent' });
  const signed = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const plurals = new Intl.PluralRules(locale);
  return {
    count: (n) => whole.format(n),
    plural: (n, one, many) => `${whole.format(n)} ${plurals.select(n) === 'one' ? one : many}`,
    perplexity: (value) => (value >= 999.5 ? whole.format(value) : value.toPrecision(3)),
    ratio: (value) => value.toFixed(2),
    times: (fall) => `×${fall.toFixed(digitsOf(fall))}`,
    percent: (value) => share.format(value),
    change: (value) => signed.format(value).replace('-', '−'),
    loss: (nats) => nats.toFixed(2),
    bytes(n) {
      if (n < 1000) return `${n} B`;
      // What is rounded up to a thousand of a unit is one of the next.
      if (n < 999_950) return `${(n / 1e3).toFixed(1)} KB`;
      return n < 999_950_000 ? `${(n / 1e6).toFixed(1)} MB` : `${(n / 1e9).toFixed(1)} GB`;
    },
    duration(seconds) {
      if (seconds < 9.5) return words.seconds(Math.max(1, Math.round(seconds)));
      if (seconds < 99.5) return words.seconds(Math.round(seconds / 5) * 5);
      if (seconds < 99.5 * 60) return words.minutes(Math.round(seconds / 60));
      return words.hours(Math.round(seconds / 1800) / 2);
    },
    when: (time) => dateTime.format(time),
    list: words.list,
    vast: words.vast,
    number: (value) => (Number.isFinite(value) ? short.format(value) : '–'),
    precise: (value) =>
      Number.isFinite(value) ? (Number.isInteger(value) ? whole : precise).format(value) : '–',
  };
}
