import { createFormat } from '../format';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** How English, as it is written in India, writes numbers. */
export const format = createFormat('en-IN', {
  seconds: (n) => `${n} s`,
  minutes: (n) => `${n} min`,
  hours: (n) => (n === 1 ? '1 hour' : `${n} hours`),
  vast: (n) => `${(n / 1e6).toFixed(1)} million`,
  list: (items) => list.format(items),
});
