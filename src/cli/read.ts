import { en } from '../i18n/en';
import { errorWords } from '../i18n/words';
import { UserError } from '../model/user-error';
import { loadBase } from '../offline/base';
import { startTextWorker } from '../text/client';
import { type Choice, type LeftOut, type ReadDocument, type Repair, take } from '../text/documents/document';
import type { Prepared } from '../text/prepared';
import { type DriveFile, type Refused, readFiles } from './page';

/** Files as a command line asks to have them read. */
export interface ReadRequest {
  files: readonly DriveFile[];
  /** With all that would be left out. */
  everything: boolean;
  /** Who the student is in a chat. */
  person?: string;
  /** Malayalam of a font of its own, in Unicode. */
  convert: boolean;
}

export type ReadAnswer = Refused | { kind: 'done'; report: ReadReport };

/** What the app takes from files and what it leaves out, as it is printed. */
export interface ReadReport {
  documents: {
    name: string;
    text: string;
    characters: number;
    tokens: number;
    leftOut: LeftOut[];
    repairs: Repair[];
    people?: { name: string; messages: number }[];
    /** Whether it is Malayalam of a font of its own, which can be converted. */
    isFontEncoded: boolean;
  }[];
  /** A sentence for each file that was not taken. */
  refused: string[];
  /** Of all that was taken, as the page tells it before a training: what it is, and what was found in it. */
  all: {
    kind: Prepared['kind'];
    characters: number;
    words: number;
    tokens: number;
    secrets: Partial<Record<string, number>>;
    copies: { sentences: number; times: number };
    repeats?: { passages: number; tokens: number };
  };
}

/** Reads files as the page does. */
export async function read(request: ReadRequest): Promise<ReadAnswer> {
  const documents: ReadDocument[] = [];
  const refused: string[] = [];
  for (const reading of await readFiles(request.files)) {
    if (reading.status === 'rejected') {
      if (!(reading.reason instanceof UserError)) throw reading.reason;
      refused.push(errorWords(en, reading.reason));
      continue;
    }
    documents.push(...reading.value.documents);
    for (const { domain, reason, details } of reading.value.refused)
      refused.push(errorWords(en, new UserError(domain, reason, details)));
  }
  if (documents.length === 0) return { kind: 'refused', message: refused[0] };

  const text = startTextWorker(await loadBase(() => {}));
  const taken = documents.map((document) => ({ document, ...take(document, choiceFor(document, request)) }));
  const report: ReadReport['documents'] = [];
  for (const { document, text: words, leftOut } of taken) {
    const { name, repairs, people, converted } = document;
    const tokens = await text.encodeDocuments([{ name, text: words }]);
    report.push({
      ...{ name, text: words, characters: words.length, tokens: tokens.length, leftOut, repairs },
      ...(people && { people: people.map(({ name, messages }) => ({ name, messages })) }),
      isFontEncoded: converted !== undefined,
    });
  }
  const prepared = await text.prepare(
    taken.map(({ document, text: words }) => ({ name: document.name, text: words })),
    { leaveOut: true, apart: true },
  );
  text.close();
  return { kind: 'done', report: { documents: report, refused, all: summaryOf(prepared!) } };
}

function choiceFor({ people }: ReadDocument, { everything, person, convert }: ReadRequest): Choice {
  const index = people?.findIndex(({ name }) => name === person) ?? -1;
  return { everything, converted: convert, ...(index >= 0 && { person: index }) };
}

function summaryOf(prepared: Prepared): ReadReport['all'] {
  const { kind, statistics, secrets, copies } = prepared;
  const { characters, words, tokens } = statistics;
  return {
    ...{ kind, characters, words, tokens },
    secrets: Object.fromEntries(secrets.counts.map(({ kind: of, count }) => [of, count])),
    copies: { sentences: copies.sentences, times: copies.times },
    ...(kind !== 'too-little' && {
      repeats: { passages: prepared.repeats.passages, tokens: prepared.repeats.tokens },
    }),
  };
}
