import type { CollectedMember } from '../../store';
import type { TextClient } from '../../text/client';
import { joined } from '../../text/joined';
import { hashedSentences } from '../../text/sentences';
import { MAX_HELD_TOKENS, MIN_HELD_TOKENS, MIN_TRAIN_TOKENS } from '../../text/split';
import { fairTokens } from '../versions';

/** The texts of a class as token ids. */
export interface ClassTexts {
  /** All that a class's model learns from, text after text. */
  train: Int32Array;
  /** The beginning of what is held out of each text, for measuring while it learns. */
  held: Int32Array;
  /** By the ids of members, on what their models are compared: held-out text that no member's text repeats. */
  tests: Map<string, Int32Array>;
  /** Ids of the members whose texts these are. */
  members: string[];
}

/** Enough for an interval; a class waits for each token three times. */
export const MOST_TESTED = 512;

/**
 * Makes the texts of a collection ready. A text that is too short is learned from and not tested on. Undefined where there is
 * too little to learn from, or nothing to measure on. Rejects with a `UserError`.
 */
export async function classTexts(
  client: Pick<TextClient, 'prepare' | 'encodeWithoutSecrets'>,
  members: readonly CollectedMember[],
): Promise<ClassTexts | undefined> {
  // Two students may have written, or copied, the same page: it would be no test for either.
  const learned = members.flatMap(({ text }) =>
    text ? hashedSentences(text.learn).map(({ hash }) => hash) : [],
  );
  const train: Int32Array[] = [];
  const held: Int32Array[] = [];
  const tests: ClassTexts['tests'] = new Map();
  const learning: string[] = [];
  for (const { id, name, text } of members) {
    if (!text) continue;
    learning.push(id);
    const documents = [{ name, text: text.learn }];
    const prepared = await client.prepare(documents, {
      ...{ held: [{ name, text: text.held }], leaveOut: true, apart: true },
    });
    if (prepared?.kind !== 'ready') {
      train.push(await client.encodeWithoutSecrets(documents));
      continue;
    }
    train.push(prepared.train);
    const fair = fairTokens(prepared.sentences.held, learned);
    const test = prepared.held.filter((_, i) => fair[i]);
    if (test.length < MIN_HELD_TOKENS) continue;
    tests.set(id, test.slice(0, MOST_TESTED));
    held.push(test);
  }
  const all = joined(train);
  if (all.length < MIN_TRAIN_TOKENS || held.length === 0) return undefined;
  const share = Math.floor(MAX_HELD_TOKENS / held.length);
  return { train: all, held: joined(held.map((ids) => ids.subarray(0, share))), tests, members: learning };
}
