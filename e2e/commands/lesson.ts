/** Makes the recordings in src/app/lesson/recorded anew. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { RECORDED_SAMPLES } from '../../src/run/lesson/recorded-samples.ts';
import { openApp, ROOT } from './app.ts';
import { readOptions, runCommand, UsageError } from './options.ts';

await runCommand(async () => {
  const { values } = readOptions({
    name: 'lesson',
    about: `Gives the training of the lesson on its samples, in the built app in headless Chromium on the processor, and writes
what a class sees of it into src/app/lesson/recorded. That takes some minutes; on a busy machine the recordings play
as slowly as they were made. Progress goes to standard error.`,
    options: {
      sample: {
        type: 'choice',
        choices: RECORDED_SAMPLES,
        multiple: true,
        help: 'A sample to record, instead of all of them.',
      },
    },
  });
  for (const sample of values.sample ?? RECORDED_SAMPLES) {
    const { page, close } = await openApp();
    try {
      await page.exposeFunction('swanthamProgress', (line: string) => console.error(line));
      const answer = await page.evaluate((id) => window.swantham.lesson(id), sample);
      if (answer.kind === 'refused') throw new UsageError(answer.message);
      const { lesson } = answer;
      const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
      const whole = { ...lesson, recorded: { ...lesson.recorded, ...machine } };
      const file = join('src', 'app', 'lesson', 'recorded', `${sample}.json`);
      writeFileSync(join(ROOT, file), `${JSON.stringify(whole, null, 1)}\n`);
      console.log(`${file} is made.`);
    } finally {
      await close();
    }
  }
  return true;
});
