import { describe, expect, test, vi } from 'vitest';
import type { Suggestion } from '../../eval/suggest';
import { type Cause, Offering } from './offering';

const word = (whole: string, insert: string): Suggestion => ({
  ...{ word: whole, probability: 0.1, insert, replaces: 0 },
});

/** An adviser that answers when it is told to. */
function adviser() {
  const asked: {
    what: 'suggest' | 'goOn';
    before: string;
    signal: AbortSignal;
    answer: (value: never) => void;
  }[] = [];
  const ask = (what: 'suggest' | 'goOn') => (before: string, signal: AbortSignal) =>
    new Promise<never>((resolve) => asked.push({ what, before, signal, answer: resolve }));
  const answer = async (value: Suggestion[] | string, which = asked.length - 1) => {
    asked[which].answer(value as never);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { suggest: ask('suggest'), goOn: ask('goOn'), asked, answer };
}

function begun() {
  const own = adviser();
  const offering = new Offering();
  offering.use({ own });
  const look = (
    text: string,
    cause: Cause = 'typed',
    rest: { start?: number; isComposing?: boolean } = {},
  ) => {
    const start = rest.start ?? text.length;
    offering.look({ text, start, end: start, isComposing: rest.isComposing ?? false }, cause);
  };
  return { own, offering, look };
}

describe('what is offered', () => {
  test('is the words, then what follows them, then the base’s', async () => {
    const [own, base] = [adviser(), adviser()];
    const offering = new Offering();
    const heard = vi.fn();
    offering.subscribe(heard);
    offering.use({ own, base });
    expect(offering.shown.isNew).toBe(true);
    offering.look({ text: 'I g', start: 3, end: 3, isComposing: false }, 'typed');
    await own.answer([word('go', 'o')]);
    expect(offering.shown).toMatchObject({ words: [word('go', 'o')], ghost: 'o', isNew: false });
    await own.answer('o home');
    expect(offering.shown.ghost).toBe('o home');
    expect(base.asked.map(({ before }) => before)).toEqual(['I g']);
    await base.answer([word('got', 'ot')]);
    expect(offering.shown.baseWords).toEqual([word('got', 'ot')]);
    expect(heard).toHaveBeenCalled();
  });

  test('an old answer never stands beside newer text', async () => {
    const { own, offering, look } = begun();
    look('I g');
    look('I x');
    expect(own.asked[0].signal.aborted).toBe(true);
    await own.answer([word('xylophone', 'ylophone')], 1);
    await own.answer([word('go', 'o')], 0);
    expect(offering.shown.words).toEqual([word('xylophone', 'ylophone')]);
  });

  test('an error that comes too late is nobody’s; another one is told until the next key', async () => {
    const offering = new Offering();
    const suggest = vi.fn().mockRejectedValue(new Error('gone'));
    offering.use({ own: { suggest, goOn: async () => '' } });
    const at = (text: string) =>
      offering.look({ text, start: text.length, end: text.length, isComposing: false }, 'typed');
    at('a');
    await vi.waitUntil(() => offering.shown.failure);
    suggest.mockReturnValueOnce(new Promise(() => {}));
    at('ab');
    expect(offering.shown.failure).toBeUndefined();
  });

  test('is nothing after undo, until something is typed', async () => {
    const { own, offering, look } = begun();
    look('I g');
    await own.answer([word('go', 'o')]);
    look('I ', 'undone');
    expect(offering.shown).toMatchObject({ words: [], ghost: '' });
    look('I ', 'moved', { start: 1 });
    expect(own.asked.filter(({ what }) => what === 'suggest')).toHaveLength(1);
    look('I g');
    expect(own.asked.filter(({ what }) => what === 'suggest')).toHaveLength(2);
  });

  test('is nothing while a word is composed, and comes when it is there', async () => {
    const { own, offering, look } = begun();
    look('മ');
    await own.answer([word('മഴ', 'ഴ')]);
    look('മഴ', 'typed', { isComposing: true });
    expect(offering.shown).toMatchObject({ words: [], ghost: '' });
    look('മഴ');
    expect(own.asked.at(-1)!.before).toBe('മഴ');
  });

  test('a ghost that was hidden comes back with the next key, and the words stay', async () => {
    const { own, offering, look } = begun();
    look('I g');
    await own.answer([word('go', 'o')]);
    offering.hide();
    await own.answer('o home');
    expect(offering.shown).toMatchObject({ words: [word('go', 'o')], ghost: '' });
    look('I go');
    await own.answer([word('going', 'ing')]);
    expect(offering.shown.ghost).toBe('ing');
  });

  test('above other lines the ghost is one word', async () => {
    const { own, offering, look } = begun();
    look('I g\nHe', 'typed', { start: 3 });
    await own.answer([word('go', 'o')]);
    expect(own.asked).toHaveLength(1);
    expect(own.asked[0].before).toBe('I g');
    expect(offering.shown.ghost).toBe('o');
  });

  test('another model is asked at once, and none offers nothing', async () => {
    const { own, offering, look } = begun();
    look('I g');
    await own.answer([word('go', 'o')]);
    const other = adviser();
    offering.use({ own: other });
    expect(offering.shown).toMatchObject({ words: [], isNew: true });
    expect(other.asked.map(({ before }) => before)).toEqual(['I g']);
    offering.use({});
    await other.answer([word('got', 'ot')], 0);
    expect(offering.shown.words).toEqual([]);
  });
});
