/**
 * npm run controls
 *
 * Trains the adapters that a student's own is compared with (see src/experiments/controls/index.ts) anew, in the built app in
 * headless Chromium on the processor, and writes them into that folder; some minutes. Needed when the base, the recipe
 * or a sample changes. Progress goes to standard error.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApp, ROOT, runCommand } from './app.ts';

await runCommand(async () => {
  const { page, close } = await openApp();
  try {
    await page.exposeFunction('swanthamProgress', (line: string) => console.error(line));
    for (let index = 0; ; index++) {
      const made = await page.evaluate((i) => window.swantham.control(i), index);
      if (!made) return true;
      const file = join('src', 'experiments', 'controls', `${made.id}.bin`);
      writeFileSync(join(ROOT, file), Buffer.from(made.base64, 'base64'));
      console.log(`${file} is made.`);
    }
  } finally {
    await close();
  }
});
