/**
 * npm run reference -- FILE.safetensors...
 *
 * Runs reference sets from PyTorch's autograd through the WGSL engine, in the built app in headless
 * Chromium, and prints the largest relative error of each quantity. Status 0 only if all are within
 * their tolerances; 2 if a file cannot be read or is no reference set.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { openApp, runCommand, UsageError } from './app.ts';

await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  if (positionals.length === 0) throw new UsageError('Name the reference sets to check: FILE.safetensors...');
  const sets = positionals.map((path) => {
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
      const answer = await page.evaluate((file) => window.swantham.reference(file), set);
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
