import { readJson } from '../../model/model.fixtures';
import { prepare } from '../../text/prepare';
import type { TextDocument } from '../../text/prepared';
import { type TextChoices, TextService } from '../../text/service';
import { tokenizer } from '../../text/text.fixtures';
import type { Entrant } from './entrants';
import type { Reading } from './readings';

/** An entrant with a text of its own, if it is given token ids. */
export function entrant(id: string, ids?: number[], more: Partial<Entrant> = {}): Entrant {
  const text = ids && {
    ids: Int32Array.from(ids),
    passages: [{ ids: Int32Array.from(ids), text: `text of ${id}` }],
  };
  return {
    ...{ id, name: id, method: 'norm' as const, weights: async () => weights },
    ...(text && { text, profile: id }),
    ...more,
  };
}

const weights = { method: 'norm' as const, bytes: new Uint8Array(9216) };

/** A reading of `length` predicted tokens, each with about `nll` nats. */
export function reading(id: string, nll: number, length = 320): Reading {
  const all = Float32Array.from({ length }, (_, i) => nll + 0.5 * Math.sin(i));
  return { id, nll: all, perplexity: Math.exp(nll) };
}

/** What the text worker does, in this thread. */
export const textClient = {
  prepare: (documents: readonly TextDocument[], choices?: TextChoices) =>
    prepare(documents, tokenizer, choices),
  decode: async (ids: Int32Array) => service.decode(ids),
  encodeWithoutSecrets: (documents: readonly TextDocument[]) => service.encodeWithoutSecrets(documents),
};
const service = new TextService();
service.open(
  readJson('models/fractalmoe-30m/tokenizer.json'),
  readJson('models/fractalmoe-30m/tokenizer_config.json'),
);

/** Sentences about `what`, enough for a held-out part of about 400 tokens. */
export const writing = (what: string) =>
  Array.from({ length: 200 }, (_, i) => `Then ${what} number ${i} came by slowly.`).join(' ');
