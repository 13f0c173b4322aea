/** Compares a training engine with PyTorch. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openApp, ROOT } from './app.ts';
import { files, readOptions, runCommand, UsageError } from './options.ts';

const OWN_SETS = join(ROOT, 'src', 'model', 'fixtures');

await runCommand(async () => {
  const { values, rest } = readOptions({
    name: 'reference',
    about: `Runs reference sets from PyTorch's autograd through a training engine, in the built app in headless Chromium, and
prints the relative error of each quantity. The status is 0 only if all are within their tolerances, and 2 if a file
cannot be read or is no reference set.`,
    rest: { value: '[FILE.safetensors...]', help: 'The reference sets, instead of those of the project.' },
    options: {
      engine: {
        type: 'choice',
        choices: ['webgpu', 'cpu'],
        default: 'webgpu',
        help: 'The training engine to check.',
      },
    },
  });
  const sets = files(rest.length > 0 ? rest : ownSets())!;
  const { page, close } = await openApp();
  let passed = true;
  try {
    await page.exposeFunction('swanthamProgress', (line: string) => console.error(line));
    for (const set of sets) {
      console.log(set.name);
      const answer = await page.evaluate(({ asked, file }) => window.swantham.reference(asked, file), {
        asked: values.engine,
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
