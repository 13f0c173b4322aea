/** Makes the weights in src/experiments/controls anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApp, ROOT } from './app.ts';
import { readOptions, runCommand } from './options.ts';

await runCommand(async () => {
  readOptions({
    name: 'controls',
    about: `Trains the models that a student's own model is compared with (see src/experiments/controls/index.ts) anew, in the
built app in headless Chromium on the processor, and writes them into that folder. That takes some minutes. It is needed
when the base, the recipe or one of their samples has changed. Progress goes to standard error.`,
    options: {},
  });
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
