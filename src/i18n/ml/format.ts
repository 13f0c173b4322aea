import { createFormat, type Format } from '../format';

const words = createFormat('ml-IN', {
  seconds: (n) => `${n} സെക്കൻഡ്`,
  minutes: (n) => `${n} മിനിറ്റ്`,
  hours: (n) => `${n === 1 ? 'ഒരു' : n === 1.5 ? 'ഒന്നര' : n} മണിക്കൂർ`,
  // Nobody counts in millions.
  vast: (n) => `${(n / 1e7).toFixed(2)} കോടി`,
  list: (items) => (items.length < 2 ? items.join() : `${items.join(', ')} എന്നിവ`),
});

const day = new Intl.DateTimeFormat('ml-IN', { day: 'numeric', month: 'long', year: 'numeric' });

/** Malayalam says the part of the day before the hour, and has no everyday words for AM and PM. */
function partOfDay(hour: number): string {
  if (hour < 3 || hour >= 19) return 'രാത്രി';
  if (hour < 6) return 'പുലർച്ചെ';
  if (hour < 12) return 'രാവിലെ';
  return hour < 16 ? 'ഉച്ചയ്ക്ക്' : 'വൈകുന്നേരം';
}

/** How Malayalam writes numbers, times and lists. An ending is never put on any of these: "{list} എന്നിവ" stands by itself. */
export const format: Format = {
  ...words,
  plural: (n, one, many) => (n === 1 ? `ഒരു ${one}` : `${words.count(n)} ${many}`),
  when(time) {
    const at = new Date(time);
    const minutes = String(at.getMinutes()).padStart(2, '0');
    return `${day.format(at)}, ${partOfDay(at.getHours())} ${at.getHours() % 12 || 12}:${minutes}`;
  },
};
