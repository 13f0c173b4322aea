/**
 * npm run reference -- [--engine webgpu|cpu] [FILE.safetensors...]
 *
 * Runs reference sets from PyTorch's autograd through a training engine, in the built app in headless
 * Chromium, and prints the relative error of each quantity; without a file, the sets that come with the
 * project. Status 0 only if all are within their tolerances; 2 if a file cannot be read or is no reference set.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EngineName } from '../../src/model/run.ts';
import { openApp, ROOT, runCommand, UsageError } from './app.ts';

const OWN_SETS = join(ROOT, 'src', 'model', 'fixtures');

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { engine: { type: 'string', default: 'webgpu' } },
  });
  const engine = values.engine as EngineName;
  if (!['webgpu', 'cpu'].includes(engine))
    throw new UsageError(`--engine must be webgpu or cpu, not "${engine}".`);
  const paths = positionals.length > 0 ? positionals : ownSets();
  const sets = paths.map((path) => {
    try {
      return { name: basename(path), base64: readFileSync(path).toString('base64') };
    } catch {
      throw new UsageError(`The file "${path}" cannot be read.`);
    }
  });
  const { page, close } = await openApp();
  let passed = true;
  try {
    await page.exposeFunction('swanthamProgress', (line: string) => console.error(line));
    for (const set of sets) {
      console.log(set.name);
      const answer = await page.evaluate(({ asked, file }) => window.swantham.reference(asked, file), {
        asked: engine,
        file: set,
      });
      if (answer.kind === 'refused') throw new UsageError(`${set.name}: ${answer.message}`);
      for (const check of answer.report) {
        passed &&= check.passed;
        const verdict = check.passed ? 'ok  ' : 'FAIL';
        console.log(
          `  ${verdict} ${check.error.toExponential(2)} (at most ${check.tolerance}) ${check.name}`,
        );
      }
    }
    return passed;
  } finally {
    await close();
  }
});

/** The smallest first, so that a wrong engine is found out soon. */
function ownSets(): string[] {
  const names = readdirSync(OWN_SETS).filter((name) => name.endsWith('.safetensors'));
  return names.map((name) => join(OWN_SETS, name)).reverse();
}
