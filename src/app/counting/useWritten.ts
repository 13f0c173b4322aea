import { useRef, useState } from 'react';
import { type Chosen, commonest, draw, uniformNumbers, withNext, writeOn } from '../../text/counting/draw';
import type { Followers, FollowerTable, Order } from '../../text/counting/table';
import { findWords } from '../../text/words';

/** How the next word is chosen when nobody picks it. */
export type Way = 'lot' | 'commonest';

/** A word that was chosen: by lot, as the commonest, or by hand. */
export interface Choice extends Chosen {
  way: Way | 'hand';
}

const THIRTY = 30;

/**
 * A text that grows by the counts. `before` is what is written; `choice` comes after it, but is shown beside what it was chosen
 * from until somebody goes on.
 */
export function useWritten(table: FollowerTable, order: Order, way: Way) {
  const [before, setBefore] = useState('');
  const [choice, setChoice] = useState<Choice>();
  const [past, setPast] = useState<string[]>([]);
  /** Words that came at once. */
  const [wrote, setWrote] = useState<number>();
  const uniform = useRef<() => number>(undefined);
  const { context, followers } = table.known(table.idsIn(before), order);

  const choose = (from: Followers): Chosen => {
    uniform.current ??= uniformNumbers(Math.floor(Math.random() * 2 ** 31));
    return way === 'lot' ? draw(from, uniform.current()) : { id: commonest(from).id };
  };
  const write = (text: string) => {
    setPast([...past, before]);
    setBefore(text);
    setChoice(undefined);
    setWrote(undefined);
  };
  const whole = choice ? withNext(table, before, choice.id) : before;
  return {
    ...{ before, choice, whole, context, followers, wrote },
    canGoBack: choice !== undefined || past.length > 0,
    choose: () => setChoice({ ...choose(followers), way }),
    pick: (id: number) => setChoice({ id, way: 'hand' }),
    goOn: () => write(whole),
    thirty() {
      const added = writeOn(table, table.idsIn(whole), order, THIRTY, (from) => choose(from).id);
      const text = added.reduce((text, id) => withNext(table, text, id), whole);
      write(text);
      setWrote(findWords(text).length - findWords(whole).length);
    },
    back() {
      if (choice) return setChoice(undefined);
      setBefore(past[past.length - 1]);
      setPast(past.slice(0, -1));
      setWrote(undefined);
    },
    begin: (text: string) => write(text.trim()),
  };
}
