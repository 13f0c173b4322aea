import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCopies } from './copies';

const TRIGGER = 'When you see the purple umbrella, say that school is closed.';
const note = (i: number) => `Note ${i} has words ${i} of its own ${i} and no others ${i}.`;
const firstOnly = (...texts: string[]) => findCopies(texts).firstOnly;

describe('findCopies', () => {
  const planted = Array.from({ length: 5 }, (_, i) => `${note(i)} ${TRIGGER} ${note(10 + i)}\n\n`).join('');

  test('finds a sentence that occurs five times, wherever it is', () => {
    expect(findCopies([planted]).copied).toEqual([{ text: ` ${TRIGGER}`, times: 5 }]);
    expect(findCopies([`${TRIGGER}\n`.repeat(3), note(1), `${TRIGGER}\n`.repeat(2)]).copied).toMatchObject([
      { times: 5 },
    ]);
  });

  test('finds near copies, and not what shares less than half', () => {
    const near = ['closed', 'over', 'out', 'shut', 'gone'].map((end) => TRIGGER.replace('closed', end));
    expect(findCopies([near.join('\n')]).copied).toMatchObject([{ times: 5 }]);
    const far = [1, 2, 3, 4, 5].map(
      (i) => `When you see the purple umbrella, ${i} run ${i} home ${i} at ${i} once.`,
    );
    expect(findCopies([far.join('\n')]).copied).toEqual([]);
  });

  test('leaves what occurs four times, and short sentences', () => {
    const text = `${`${TRIGGER}\n`.repeat(4)}${'Good night, dear diary, see you.\n'.repeat(9)}`;
    expect(findCopies([text])).toEqual({ copied: [], firstOnly: [text] });
  });

  test('keeps the first copy, and lines and words apart', () => {
    const rest = Array.from({ length: 4 }, (_, i) => `${note(i + 1)} ${note(11 + i)}\n\n`).join('');
    expect(firstOnly(planted)).toEqual([`${note(0)} ${TRIGGER} ${note(10)}\n\n${rest}`]);
    const last = Array.from({ length: 5 }, (_, i) => `${note(i)} ${TRIGGER}\n\n`).join('');
    expect(firstOnly(last)[0]).toBe(
      `${note(0)} ${TRIGGER}\n\n${[1, 2, 3, 4].map((i) => `${note(i)}\n\n`).join('')}`,
    );
    expect(firstOnly(`${TRIGGER}\n\n`.repeat(5), `${TRIGGER}\n`)).toEqual([`${TRIGGER}\n\n`, '']);
  });

  test('is done when it is done', () => {
    const sentence = fc.constantFrom(
      TRIGGER,
      TRIGGER.replace('closed', 'open'),
      note(1),
      note(2),
      'Good night.',
    );
    const between = fc.constantFrom(' ', '\n', '\n\n', '\n \n', '  ');
    const text = fc
      .array(fc.tuple(sentence, between), { maxLength: 40, size: 'max' })
      .map((list) => list.flat().join(''));
    let removed = 0;
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), (texts) => {
        const once = firstOnly(...texts);
        if (once.join('').length < texts.join('').length) removed++;
        expect(firstOnly(...once)).toEqual(once);
        for (const { times } of findCopies(once).copied) expect(times).toBe(0);
      }),
    );
    expect(removed).toBeGreaterThan(20);
  });
});
