import { type NumberedText, numberText } from './counting/numbered';
import { cleanTexts, encodeDocuments, textsIn } from './encode';
import { type PrepareOptions, prepare } from './prepare';
import type { Prepared, TextDocument } from './prepared';
import { findSecrets, leaveOutSecrets } from './secrets';
import { openTokenizer, type Tokenizer } from './tokenizer';

/** Hears the share done, 0 to 1. */
export type OnProgress = (share: number) => void;

/** What a person decides about the text. */
export type TextChoices = Pick<PrepareOptions, 'held' | 'leaveOut' | 'keepFirst'> & {
  /** It is about a text that nobody is typing: it ends no earlier request, and no later one ends it. */
  apart?: boolean;
};

/** The work on text that is done beside the page; the worker exposes one. */
export class TextService {
  #tokenizer: Tokenizer | undefined;
  #latest = new AbortController();

  /** Must come first. Throws `TokenizerError`. */
  open(tokenizerJson: object, tokenizerConfig: object): void {
    this.#tokenizer = openTokenizer(tokenizerJson, tokenizerConfig);
  }

  /**
   * `prepare`, of which the latest request wins: an earlier one that is still at work ends with
   * `undefined`, unless it is `apart`.
   */
  async prepare(
    documents: readonly TextDocument[],
    { apart = false, ...choices }: TextChoices = {},
    onProgress?: OnProgress,
  ): Promise<Prepared | undefined> {
    if (apart) return prepare(documents, this.#opened(), { ...choices, onProgress });
    this.#latest.abort();
    const { signal } = (this.#latest = new AbortController());
    try {
      const prepared = await prepare(documents, this.#opened(), { ...choices, onProgress, signal });
      return signal.aborted ? undefined : prepared;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  /** All of the documents as one stream of ids, each starting with `END_OF_TEXT`. */
  encodeDocuments(
    documents: readonly TextDocument[],
    onProgress?: OnProgress,
  ): Promise<Int32Array<ArrayBuffer>> {
    return encodeDocuments(this.#opened(), documents, { onProgress });
  }

  /** As `encodeDocuments`, of a person's texts: what looks like a secret is left out. */
  encodeWithoutSecrets(documents: readonly TextDocument[]): Promise<Int32Array<ArrayBuffer>> {
    const texts = cleanTexts(documents).map((text) => leaveOutSecrets(text, findSecrets(text)));
    return encodeDocuments(
      this.#opened(),
      documents.map(({ name }, i) => ({ name, text: texts[i] })),
    );
  }

  /** The texts of a stream of ids, as they were learned. */
  decode(ids: Int32Array): string[] {
    return textsIn(ids, this.#opened());
  }

  /** The words of `texts` as numbers, to be counted: about a second for 300,000 words. */
  number(texts: readonly string[]): NumberedText {
    return numberText(texts);
  }

  #opened(): Tokenizer {
    if (!this.#tokenizer) throw new Error('the tokenizer has not been opened');
    return this.#tokenizer;
  }
}
