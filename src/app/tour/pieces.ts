import type { TextClient } from '../../text/client';

/** A stretch of text that can be read, and the ids of the tokens it is made of: mostly one. */
export interface TokenPiece {
  text: string;
  ids: number[];
}

/** At the end of a text: some bytes of a character, the rest of which is in the next token. */
const OPEN = /\uFFFD+$/;

/** Cuts `text` as the model reads it. Rejects with a `UserError`. */
export async function cutIntoTokens(
  client: Pick<TextClient, 'encodeDocuments' | 'decode'>,
  text: string,
): Promise<TokenPiece[]> {
  const [start, ...ids] = await client.encodeDocuments([{ name: '', text }]);
  const beginnings = ids.flatMap((_, i) => [start, ...ids.slice(0, i + 1)]);
  return joinOpen(ids, await client.decode(Int32Array.from(beginnings)));
}

/** `beginnings[i]` is the text of the first i + 1 tokens. Tokens that share a character become one piece. */
export function joinOpen(ids: readonly number[], beginnings: readonly string[]): TokenPiece[] {
  const pieces: TokenPiece[] = [];
  let [read, open] = ['', [] as number[]];
  for (const [i, beginning] of beginnings.entries()) {
    open.push(ids[i]);
    if (OPEN.test(beginning) && i < ids.length - 1) continue;
    pieces.push({ text: beginning.slice(read.length), ids: open });
    [read, open] = [beginning, []];
  }
  return pieces;
}
