import type { Method } from '../model/run';
import { sha256 } from '../model/sha256';
import type { TextClient } from '../text/client';
import type { Prepared, Role } from '../text/prepared';
import { loadSample, type Sample } from '../text/samples';
import { EVALUATOR, ONCE, OPENING, stepTokens, tokenCost } from '../train/costs';
import { defaultSettings, type TrainSettings } from '../train/settings';
import { type Author, ExperimentError, type Setup, type Subject } from './experiment';
import { templatedAuthor } from './templated';
import { overlaps } from './tokens';

/** What the quick form cuts short: steps and windows of each training, and the tokens of each text that is measured. */
export const QUICK = { steps: 30, rows: 1, held: 1024, general: 768 } as const;

/** The student's own text, as an author. */
export const OWN_ID = 'yours';

/** The recommended recipe of a method in the setup's form; `changed` is what the experiment wants otherwise. */
export function settingsFor(
  { form, steps }: Pick<Setup, 'form' | 'steps'>,
  method: Method,
  changed: Partial<TrainSettings> = {},
): TrainSettings {
  return {
    ...defaultSettings(method),
    ...(form === 'quick' && { steps: QUICK.steps, rows: QUICK.rows }),
    ...changed,
    ...(steps !== undefined && { steps }),
  };
}

/** What a training costs on the processor, in tokens that a norm-only step reads. */
export function trainingCost({ method, steps, rows, length }: TrainSettings): number {
  const perStep = tokenCost('cpu', method) * stepTokens('cpu', method, rows * length);
  return OPENING + ONCE[method] + steps * perStep;
}

/** What it costs to measure `tokens` tokens, by the same measure. */
export function measuringCost(tokens: number): number {
  return tokens * EVALUATOR;
}

/**
 * An author of a text that was prepared as for the student's own model: repeats are taken out of the held-out part.
 *
 * @throws ExperimentError if there is too little of it, or it repeats itself
 */
export function authorOf(id: string, prepared: Prepared | undefined): Author {
  if (!prepared) throw new ExperimentError('unread', { author: id });
  if (prepared.kind === 'too-little')
    throw new ExperimentError('too-little', { author: id, moreWords: prepared.moreWords });
  if (prepared.kind === 'repetitive') throw new ExperimentError('repetitive', { author: id });
  const { train, held, pieces } = prepared;
  const textOf = (role: Role) => {
    const documents: string[] = [];
    for (const { document, text } of pieces.filter((piece) => piece.role === role))
      documents[document] = (documents[document] ?? '') + text;
    return documents.filter((text) => text).join('\n\n');
  };
  return { id, train, held, text: { train: textOf('train'), held: textOf('held') } };
}

/** A sample's author. */
export async function sampleAuthor(text: Pick<TextClient, 'prepare'>, sample: Sample): Promise<Author> {
  const document = { name: sample.id, text: await loadSample(sample) };
  return authorOf(sample.id, await text.prepare([document]));
}

/** Those of `others` who are somebody else: a text of which a good part is also `own`'s, or the other way round, is not. */
export function strangers(own: Author, others: readonly Author[]): Author[] {
  const all = ({ train, held }: Author) => Int32Array.from([...train, ...held]);
  const mine = all(own);
  return others.filter((other) => {
    const theirs = all(other);
    return !overlaps(mine, theirs) && !overlaps(theirs, mine);
  });
}

/** Whom an experiment runs on: `own`, if there is one, before those of `samples` who are somebody else; and who is left out. */
export function gather(
  own: Author | undefined,
  samples: readonly Author[],
): { authors: Author[]; leftOut: Author[] } {
  if (!own) return { authors: [...samples], leftOut: [] };
  const others = strangers(own, samples);
  return { authors: [own, ...others], leftOut: samples.filter((author) => !others.includes(author)) };
}

/** Puts together what an experiment is run on, cut to its form, with the texts that are the same for everybody. */
export async function createSetup(
  text: Pick<TextClient, 'prepare' | 'encodeDocuments'>,
  { form, authors, general, adapters = [], ...rest }: Omit<Setup, 'adapters' | 'text'> & Partial<Setup>,
): Promise<Setup> {
  const quick = form === 'quick';
  return {
    ...rest,
    form,
    authors: quick ? authors.map((one) => ({ ...one, held: one.held.subarray(0, QUICK.held) })) : authors,
    general: quick ? general.subarray(0, QUICK.general) : general,
    adapters,
    templated: await templatedAuthor(text),
    text,
  };
}

/** What is drawn conclusions from, without the tokens themselves. */
export function subjectOf({ form, authors, general, adapters }: Setup): Subject {
  return {
    form,
    authors: authors.map(({ id, train, held }) => ({ id, train: train.length, held: held.length })),
    general: general.length,
    adapters: adapters.map(({ id, name }) => ({ id, name })),
  };
}

/** Tells setups apart: the same for the same form, steps, texts and adapters. Hexadecimal. */
export async function fingerprint({
  form,
  steps,
  authors,
  general,
  adapters,
  templated,
  others = [],
  samplings = [],
}: Setup): Promise<string> {
  const texts = [...authors, ...(templated ? [templated] : [])];
  const arrays = [
    ...texts.flatMap(({ train, held }) => [train, held]),
    general,
    ...adapters.map(({ weights }) => weights.bytes),
  ];
  const names = [
    ...[form, steps, ...texts.map(({ id }) => id), ...adapters.map(({ name }) => name)],
    ...[...others, ...samplings],
  ];
  const hashes = await Promise.all(
    arrays.map(({ buffer, byteOffset, byteLength }) =>
      sha256(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength)),
    ),
  );
  return sha256(new TextEncoder().encode(JSON.stringify([names, hashes])));
}
