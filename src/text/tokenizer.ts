import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { END_OF_TEXT } from '../model/config';
import { UserError } from '../model/user-error';

/** Text to token ids and back, byte-level BPE: every text has ids, and no text is lost. */
export interface Tokenizer {
  /**
   * The token ids of `text`, without special tokens. What a person types is always ordinary text: even a
   * literal `<|endoftext|>` never becomes `END_OF_TEXT`. `encodeDocuments` is for long texts.
   */
  encode(text: string): number[];
  /**
   * The text of `ids`, exactly as it was encoded. `END_OF_TEXT` is between documents and has no text
   * of its own; bytes that are not (yet) a whole character become U+FFFD.
   */
  decode(ids: ArrayLike<number>): string;
}

export type TokenizerFailure = 'tokenizer-damaged' | 'other-tokenizer';

/** The base's tokenizer files cannot be used: they are damaged, or those of another model. */
export class TokenizerError extends UserError<'text', TokenizerFailure> {
  constructor(reason: TokenizerFailure, options?: ErrorOptions) {
    super('text', reason, {}, options);
  }
}

/**
 * Opens a Hugging Face tokenizer from the parsed `tokenizer.json` and `tokenizer_config.json`.
 *
 * `@huggingface/tokenizers` cuts added tokens out of any text that contains them, which would let a text
 * forge the end of a document. It is therefore opened without them: their only use here is to be id 0.
 */
export function openTokenizer(tokenizerJson: object, tokenizerConfig: object): Tokenizer {
  const { added_tokens: added = [] } = tokenizerJson as { added_tokens?: { id: number }[] };
  if (added.length !== 1 || added[0].id !== END_OF_TEXT) throw new TokenizerError('other-tokenizer');
  let tokenizer: HuggingFaceTokenizer;
  try {
    tokenizer = new HuggingFaceTokenizer({ ...tokenizerJson, added_tokens: [] }, tokenizerConfig);
  } catch (cause) {
    throw new TokenizerError('tokenizer-damaged', { cause });
  }
  return {
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    decode(ids) {
      const text = Array.from(ids).filter((id) => id !== END_OF_TEXT);
      // The library refuses an empty list, and tidies spaces away unless told not to.
      return text.length === 0 ? '' : tokenizer.decode(text, { clean_up_tokenization_spaces: false });
    },
  };
}
