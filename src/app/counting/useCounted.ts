import { useEffect, useState } from 'react';
import { OWN_ID } from '../../experiments/setup';
import type { TextClient } from '../../text/client';
import { FollowerTable } from '../../text/counting/table';
import type { Prepared, Ready } from '../../text/prepared';
import { findWords } from '../../text/words';
import { splitSample } from '../shell/sample-text';

/** A text whose words are counted, and its end, which is not. */
export interface Counted {
  table: FollowerTable;
  /** How many words are counted, and how many different ones. */
  words: number;
  different: number;
  /** The stretches that were set aside, without those that repeat the rest; and how many words they have. */
  held: string[];
  heldWords: number;
}

type CountedState =
  | { status: 'loading' }
  | { status: 'ready'; counted: Counted }
  | { status: 'failed'; error: unknown };

/**
 * Counts the text of the author `id`, which is split as for a training: `own`, as the Make screen has prepared it, or a sample.
 * No `id`, nothing to count yet.
 */
export function useCounted(
  text: TextClient | undefined,
  id: string | undefined,
  own: Prepared | undefined,
): CountedState {
  const [state, setState] = useState<CountedState & { of?: unknown[] }>({ status: 'loading' });
  const prepared = id === OWN_ID ? own : undefined;
  useEffect(() => {
    if (!text || id === undefined) return;
    let gone = false;
    const of = [text, id, prepared];
    count(text, id, prepared).then(
      (counted) => gone || setState({ status: 'ready', counted, of }),
      (error: unknown) => gone || setState({ status: 'failed', error, of }),
    );
    return () => {
      gone = true;
    };
  }, [text, id, prepared]);
  // What is known of another text is not shown for a moment as if it were this one's.
  const isOfThis = [text, id, prepared].every((one, i) => one === state.of?.[i]);
  return isOfThis ? state : { status: 'loading' };
}

async function count(text: TextClient, id: string, own: Prepared | undefined): Promise<Counted> {
  const { pieces } = isReady(own) ? own : await splitSample(text, id);
  const textsOf = (role: 'train' | 'held') =>
    pieces.filter((one) => one.role === role).map((one) => one.text);
  const held = textsOf('held');
  const table = new FollowerTable(await text.number(textsOf('train')));
  const ids = table.commonestWords();
  return {
    table,
    words: ids.reduce((sum, word) => sum + table.timesOf(word), 0),
    different: ids.length,
    held,
    heldWords: held.reduce((sum, stretch) => sum + findWords(stretch).length, 0),
  };
}

const isReady = (prepared: Prepared | undefined): prepared is Ready => prepared?.kind === 'ready';
