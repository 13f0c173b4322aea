/** Learns the gate of the neural cache anew, from a folder of texts, and says how well it does on authors it never saw. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { EPISODE_SIZES, type Episode, KINDS, readEpisodes } from '../../src/eval/gate-episodes.ts';
import { writeGate } from '../../src/eval/gate-file.ts';
import { type FoldRow, judgeByFolds, learnFrom } from '../../src/eval/gate-folds.ts';
import { EvalSession } from '../../src/eval/session.ts';
import { BASE_CONFIG, END_OF_TEXT } from '../../src/model/config.ts';
import { openWeights } from '../../src/model/weights.ts';
import { clean, trimDocument } from '../../src/text/clean.ts';
import { openTokenizer } from '../../src/text/tokenizer.ts';
import { ROOT } from './app.ts';
import { readOptions, runCommand, UsageError, wholeNumber } from './options.ts';

/** The least of a text that is read after what is remembered. */
const LEAST_READ = 500;
const MOST_TOKENS = 5000;
const GENERAL = ['prose', 'fiction', 'malayalam', 'docs', 'code', 'dialogue'];
const BASE = join(ROOT, 'models', 'fractalmoe-30m');

await runCommand(async () => {
  const { values, rest } = readOptions({
    name: 'gate',
    about: `Learns the gate of the neural cache anew (see models/memory-gate) from folders with a file for each author: .txt, .md,
or .jsonl with a document a line, {"text": …}. Of each author 3,000 tokens are remembered and at most 2,000 more are
read. First it judges by folds, each author by a gate that learned from others alone; then it learns from all. It takes
about 15 minutes for fifty authors. Progress goes to standard error.`,
    rest: { value: 'FOLDER...', help: 'Folders with texts.' },
    options: {
      folds: {
        type: 'number',
        value: 'N',
        ...wholeNumber(0, 50),
        default: 4,
        help: 'In how many parts the authors are judged; 0 only learns.',
      },
      keep: {
        type: 'text',
        value: 'FOLDER',
        help: 'Where what was read is kept, so that the next run goes on from there.',
      },
      out: { type: 'text', value: 'FILE', help: 'Where the gate is written; without it nothing is.' },
      json: { type: 'text', value: 'FILE', help: 'Where the figures are written.' },
    },
  });
  if (rest.length === 0) throw new UsageError('Name a folder with texts: npm run gate -- FOLDER');
  const json = (file: string) => JSON.parse(readFileSync(join(BASE, file), 'utf8')) as object;
  const tokenizer = openTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
  const encode = (texts: string[]) =>
    Int32Array.from(
      texts.reduce<number[]>((ids, text) => {
        // What is beyond will not be read.
        if (ids.length < MOST_TOKENS)
          for (const id of [END_OF_TEXT, ...tokenizer.encode(trimDocument(clean(text)))]) ids.push(id);
        return ids;
      }, []),
    );
  const authors = rest
    .flatMap(filesIn)
    .map((file) => ({
      name: basename(file, extname(file)),
      tokens: encode(textsOf(file)).subarray(0, MOST_TOKENS),
    }))
    .filter(({ name, tokens }) => {
      const isLong = tokens.length >= EPISODE_SIZES.remembered + LEAST_READ;
      if (!isLong) console.error(`${name} is too short: ${tokens.length} tokens.`);
      return isLong;
    });
  const { folds, out } = values;
  if (authors.length < Math.max(2, folds))
    throw new UsageError('There are too few texts that are long enough.');
  const general = GENERAL.flatMap((kind) => [
    ...encode([readFileSync(join(ROOT, 'src', 'text', 'general', `${kind}.txt`), 'utf8')]),
  ]);
  const weights = openWeights(new Uint8Array(readFileSync(join(BASE, 'model.safetensors'))), BASE_CONFIG);
  const { keep } = values;
  const fileOf = (name: string) => join(keep ?? '', `${name}.episodes`);
  const isKept = (name: string) => keep !== undefined && existsSync(fileOf(name));
  const episodes = authors.flatMap(({ name }) => (isKept(name) ? keptIn(fileOf(name)) : []));
  if (authors.some(({ name }) => !isKept(name))) {
    const session = await EvalSession.open(weights, BASE_CONFIG);
    const model = { session, gains: session.gains };
    for await (const read of readEpisodes(model, authors, Int32Array.from(general), EPISODE_SIZES, isKept)) {
      episodes.push(...read.episodes);
      if (keep !== undefined) writeFileSync(fileOf(read.name), packed(read.episodes));
      console.error(`${read.name} is read.`);
    }
  }
  const names = authors.map(({ name }) => name);
  const figures = folds > 0 ? judgeByFolds(episodes, names, folds) : [];
  print(figures);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  if (out) {
    const file = writeGate(learnFrom(episodes));
    writeFileSync(out, file);
    console.log(`${out}: sha256 ${createHash('sha256').update(file).digest('hex')}`);
  }
  return true;
});

function filesIn(folder: string): string[] {
  const kinds = new Set(['.txt', '.md', '.jsonl']);
  try {
    return readdirSync(folder)
      .filter((name) => kinds.has(extname(name)))
      .sort()
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile());
  } catch {
    throw new UsageError(`The folder "${folder}" cannot be read.`);
  }
}

/** The documents of a file. */
function textsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  if (extname(file) !== '.jsonl') return [text];
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, i) => {
      try {
        const document: unknown = JSON.parse(line).text;
        if (typeof document === 'string') return document;
      } catch {}
      throw new UsageError(`Line ${i + 1} of "${file}" is no document: it should be {"text": "…"}.`);
    });
}

/** Prints geometric means over the authors. */
function print(rows: readonly FoldRow[]): void {
  for (const kind of KINDS) {
    const of = rows.filter((row) => row.kind === kind);
    if (of.length === 0) continue;
    const mean = (value: (row: FoldRow) => number) =>
      Math.exp(of.reduce((sum, row) => sum + value(row), 0) / of.length);
    const better = of.filter(({ fixed, gate }) => gate < fixed).length;
    const fall = (how: 'fixed' | 'gate') => `×${mean((row) => row.alone - row[how]).toFixed(3)}`;
    const lower = (100 * (1 - mean(({ fixed, gate }) => gate - fixed))).toFixed(2);
    console.log(
      `${kind}: ${fall('fixed')} by the fixed rule, ${fall('gate')} by the gate; ${lower}% lower, better for ${better} of ${of.length}`,
    );
  }
}

/** Episodes as a file: a line of JSON for each, with its numbers in base64. */
function packed(episodes: readonly Episode[]): string {
  const base64 = (values: Float32Array) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
  return episodes
    .map(({ samples: { features, chances }, ...rest }) =>
      JSON.stringify({ ...rest, features: base64(features), chances: base64(chances) }),
    )
    .join('\n');
}

function keptIn(file: string): Episode[] {
  const floats = (base64: string) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => {
      const { features, chances, ...rest } = JSON.parse(line);
      return { ...rest, samples: { features: floats(features), chances: floats(chances) } };
    });
}
