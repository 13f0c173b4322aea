/**
 * Presage (Debian's `presage`), the peer of the experiment `writing`: a program that suggests words from n-grams. It has its
 * English database and a user's one of the training text, makes three suggestions and learns on as it reads.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { PeerAnswer } from '../../src/experiments/experiment.ts';

const run = promisify(execFile);
const LONGEST_MS = 20 * 60_000;
const SUGGESTIONS = 3;

/** What share of the keys its simulator says that it saves on `text`, once it has learned `train`. */
export async function askPresage(train: string, text: string): Promise<PeerAnswer> {
  const bin = process.env.PATH?.split(delimiter).find((folder) =>
    existsSync(join(folder, 'presage_simulator')),
  );
  if (bin === undefined) return { state: 'not-installed' };
  const folder = mkdtempSync(join(tmpdir(), 'swantham-presage-'));
  const own = (name: string) => join(folder, name);
  try {
    writeFileSync(own('train.txt'), train);
    writeFileSync(own('text.txt'), text);
    writeFileSync(own('presage.xml'), configured(join(bin, '..'), own('user.db')));
    for (const n of ['1', '2', '3'])
      await run(join(bin, 'text2ngram'), [
        '-n',
        n,
        '-l',
        '-f',
        'sqlite',
        '-a',
        '-o',
        own('user.db'),
        own('train.txt'),
      ]);
    const args = ['--silent', '--config', own('presage.xml'), own('text.txt')];
    const { stdout } = await run(join(bin, 'presage_simulator'), args, { timeout: LONGEST_MS });
    const savings = Number(/^KSR: ([\d.]+)/m.exec(stdout)?.[1]) / 100;
    return Number.isFinite(savings) ? { state: 'measured', savings } : { state: 'failed' };
  } catch (error) {
    console.error(`Presage: ${(error as Error).message}`);
    return { state: 'failed' };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Its own settings, with our number of suggestions and the databases where they are; `usr` is the folder it is installed in. */
function configured(usr: string, userDatabase: string): string {
  const share = join(usr, 'share', 'presage');
  return readFileSync(join(usr, '..', 'etc', 'presage.xml'), 'utf8')
    .replace(/(<SUGGESTIONS>)\d+/, `$1${SUGGESTIONS}`)
    .replace(/(<ONLINE_LEARNING>)\w+/, '$1yes')
    .replaceAll('/usr/share/presage', share)
    .replace(/\$\{HOME\}\/\.presage\/lm\.db/, userDatabase);
}
