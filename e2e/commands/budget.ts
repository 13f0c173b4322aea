/**
 * How much JavaScript the first screen needs: what the built page and its screens' frame load before anything is pressed,
 * packed with gzip. Workers, and what is fetched at an idle moment, do not count: nobody waits for them.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './app.ts';
import { checkWritable, readOptions, runCommand, UsageError } from './options.ts';

/** In kilobytes of 1,000 bytes, as networks and disks count. */
const LIMIT_KB = 200;
const ASSETS = join(ROOT, 'dist', 'assets');

/** The names after `from` or `import` in built code: what a file cannot start without. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
const SCRIPT = /<script[^>]+src="[^"]*assets\/([\w.-]+\.js)"/g;

await runCommand(async () => {
  const { values } = readOptions({
    name: 'budget',
    about: `Adds up the JavaScript of the first screen of the built app (npm run build), packed with gzip. Ends with
status 1 if it is more than ${LIMIT_KB} KB.`,
    options: { json: { type: 'text', value: 'FILE', help: 'Write the numbers there.' } },
  });
  checkWritable(values.json);
  if (!existsSync(ASSETS)) throw new UsageError('The app is not built yet. Run: npm run build');
  const files = [...firstFiles()].map((name) => ({ name, ...sizeOf(name) }));
  files.sort((a, b) => b.gzip - a.gzip);
  for (const { name, gzip } of files) console.log(kilobytes(gzip).padStart(9) + `  ${name}`);
  const total = files.reduce((sum, { gzip }) => sum + gzip, 0);
  console.log(`${kilobytes(total)} of ${LIMIT_KB} KB in ${files.length} files`);
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ limit: LIMIT_KB * 1000, total, files }, null, 2)}\n`);
  return total <= LIMIT_KB * 1000;
});

/** What the page loads at once, and the frame of the screens, which it always loads next. */
function firstFiles(): Set<string> {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, imported] of readFileSync(join(ASSETS, name), 'utf8').matchAll(STATIC_IMPORT))
      add(imported);
  };
  const page = readFileSync(join(ROOT, 'dist', 'index.html'), 'utf8');
  const roots = [...page.matchAll(SCRIPT)].map(([, name]) => name);
  const frame = readdirSync(ASSETS).filter((name) => /^App-[\w-]+\.js$/.test(name));
  // A change of the build's names must not make the sum small.
  if (roots.length !== 1 || frame.length !== 1)
    throw new Error(`expected one script and one App in dist, found ${roots.length} and ${frame.length}`);
  for (const name of [...roots, ...frame]) add(name);
  return found;
}

function sizeOf(name: string): { bytes: number; gzip: number } {
  const code = readFileSync(join(ASSETS, name));
  return { bytes: code.length, gzip: gzipSync(code, { level: 9 }).length };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
