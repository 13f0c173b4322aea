import { type Endpoint, proxy, releaseProxy, wrap } from 'comlink';
import { Waiting } from '../model/workers';
import type { NumberedText } from './counting/numbered';
import { TextError } from './error';
import type { Prepared, TextDocument } from './prepared';
import type { OnProgress, TextChoices, TextService } from './service';

/** The page's end of the text worker. Every call rejects with a `UserError`. */
export interface TextClient {
  /**
   * Cleans, tokenises and splits; see `prepare`. The latest request wins: an earlier one that is still
   * at work gives `undefined`, unless it is `apart`.
   */
  prepare(
    documents: readonly TextDocument[],
    options?: TextChoices & { onProgress?: OnProgress },
  ): Promise<Prepared | undefined>;
  /** All of the documents as one stream of ids, each starting with id 0; for general text. */
  encodeDocuments(
    documents: readonly TextDocument[],
    onProgress?: OnProgress,
  ): Promise<Int32Array<ArrayBuffer>>;
  /** As `encodeDocuments`, of a person's texts: what looks like a secret is left out. */
  encodeWithoutSecrets(documents: readonly TextDocument[]): Promise<Int32Array<ArrayBuffer>>;
  /** The texts of a stream of ids, as they were learned: each starts with id 0, or goes on. */
  decode(ids: Int32Array): Promise<string[]>;
  /** The words of `texts` as numbers, for a `FollowerTable`. */
  number(texts: readonly string[]): Promise<NumberedText>;
  /** Ends the worker. */
  close(): void;
}

/** The base's parsed `tokenizer.json` and `tokenizer_config.json`. */
export interface TokenizerFiles {
  tokenizer: object;
  tokenizerConfig: object;
}

/** Starts the text worker with the base's tokenizer. */
export function startTextWorker(files: TokenizerFiles): TextClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'text' });
  const { client, fail } = connectText(worker, files);
  worker.onerror = ({ message }) => fail(new TextError('stopped', {}, { cause: message }));
  return {
    ...client,
    close() {
      client.close();
      worker.terminate();
    },
  };
}

/**
 * Talks to a `TextService` behind `endpoint`. `fail` is for news that it will never answer: every
 * call, waiting or to come, rejects with the error.
 */
export function connectText(
  endpoint: Endpoint,
  files: TokenizerFiles,
): { client: TextClient; fail(error: Error): void } {
  const service = wrap<TextService>(endpoint);
  const opened = service.open(files.tokenizer, files.tokenizerConfig);
  // Each call waits for it and hears of its failure; if there is no call, there is nobody to tell.
  opened.catch(() => {});
  const waiting = new Waiting();
  const answer = <T>(ask: () => Promise<T>): Promise<T> => waiting.answer(() => opened.then(ask));
  const heard = (onProgress?: OnProgress) => onProgress && proxy(onProgress);
  const client: TextClient = {
    prepare: (documents, { onProgress, ...choices } = {}) =>
      answer(async () => await service.prepare(documents, choices, heard(onProgress))),
    encodeDocuments: (documents, onProgress) =>
      answer(() => service.encodeDocuments(documents, heard(onProgress))),
    encodeWithoutSecrets: (documents) => answer(() => service.encodeWithoutSecrets(documents)),
    decode: (ids) => answer(async () => await service.decode(ids)),
    number: (texts) => answer(async () => await service.number(texts)),
    close: () => service[releaseProxy](),
  };
  return { client, fail: (error) => waiting.fail(error) };
}
