import { isLearned, type Shelf } from '../../store';
import type { TextClient } from '../../text/client';
import { MIN_HELD_TOKENS } from '../../text/split';
import { fairTokens } from '../versions';

/** A stretch of somebody's held-out text, as it is shown and as it is read. */
export interface Passage {
  text: string;
  ids: Int32Array;
}

/** Some of the held-out text of a person. */
export interface HeldText {
  passages: Passage[];
  /** All of the passages together, at most `MOST_TOKENS`. */
  ids: Int32Array;
}

/** More would measure a little better, and a class waits for each token once for each model. */
export const MOST_TOKENS = 300;
/** A passage that is shown to a class is about so long: it can be read from the back row, and tells something. */
const PASSAGE_TOKENS = 60;

/**
 * The beginning of what is held out of a profile's texts, without secrets and without passages of whose sentences, by
 * their hashes, most are `learned`; undefined where too little is left. Rejects with a `UserError`.
 */
export async function heldTextOf(
  client: Pick<TextClient, 'prepare' | 'decode'>,
  texts: Pick<Shelf['texts'], 'look'>,
  learned: Iterable<number>,
): Promise<HeldText | undefined> {
  const { items } = await texts.look();
  const prepared = await client.prepare(
    items.filter(isLearned).map(({ name, text }) => ({ name, text })),
    { leaveOut: true, apart: true },
  );
  if (prepared?.kind !== 'ready') return undefined;
  const passages: Passage[] = [];
  for (const ids of stretches(prepared.held, prepared.sentences.held, learned))
    passages.push({ ids, text: (await client.decode(ids)).join('\n').trim() });
  const ids = Int32Array.from(passages.flatMap((passage) => [...passage.ids])).subarray(0, MOST_TOKENS);
  return ids.length < MIN_HELD_TOKENS ? undefined : { passages, ids };
}

type Held = Parameters<typeof fairTokens>[0];

/** Held-out passages that nobody has learned, put together to stretches long enough to be shown, up to `MOST_TOKENS`. */
function stretches(held: Int32Array, passages: Held, learned: Iterable<number>): Int32Array[] {
  const fair = fairTokens(passages, learned);
  const found: Int32Array[] = [];
  let [start, at, total] = [0, 0, 0];
  const end = () => {
    if (at > start) found.push(held.slice(start, at));
    total += at - start;
    start = at;
  };
  for (const { tokens } of passages) {
    if (total + (at - start) >= MOST_TOKENS) break;
    if (tokens > 0 && !fair[at]) {
      end();
      at += tokens;
      start = at;
      continue;
    }
    at += tokens;
    if (at - start >= PASSAGE_TOKENS) end();
  }
  end();
  return found;
}
