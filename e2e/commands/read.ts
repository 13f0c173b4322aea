import { openApp } from './app.ts';
import { type Command, files, readOptions, runCommand, UsageError } from './options.ts';

const COMMAND = {
  name: 'read',
  about: `Reads files as the app does, in the built app in headless Chromium, and prints as JSON what is taken from them and what
is left out. The status is 2 if nothing can be read.`,
  rest: { value: 'FILE...', help: 'Documents, chats, archives, texts.' },
  options: {
    everything: { type: 'flag', help: 'Take everything, as the switch of that name does.' },
    person: { type: 'text', value: 'NAME', help: 'Who you are in a chat: only your messages are taken.' },
    convert: { type: 'flag', help: 'Turn Malayalam that was typed for an ML-TT font into Unicode.' },
  },
} as const satisfies Command;

await runCommand(async () => {
  const { values, rest } = readOptions(COMMAND);
  if (rest.length === 0) throw new UsageError('Give a file to read: FILE.');
  const request = { ...values, files: files(rest)! };
  const { page, close } = await openApp();
  try {
    const answer = await page.evaluate((r) => window.swantham.read(r), request);
    if (answer.kind === 'refused') throw new UsageError(answer.message);
    process.stdout.write(`${JSON.stringify(answer.report, null, 2)}\n`);
    return true;
  } finally {
    await close();
  }
});
