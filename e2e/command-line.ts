import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What a command line said and how it ended. */
export interface Said {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a script of `commands`, and ends it as Ctrl-C would as soon as it has told `until` on standard error. */
export function run(script: string, args: readonly string[], until?: string): Promise<Said> {
  const child = spawn(process.execPath, ['--import', 'tsx', `e2e/commands/${script}.ts`, ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
    if (until && stderr.includes(until)) child.kill('SIGINT');
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

/** Does `work` on every item, on as many at once as there are processors. */
export async function onAll<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
