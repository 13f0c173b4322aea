/**
 * `npm test`: everything there is to check, on a machine that has Node and npm. Finds the browsers or
 * installs them, then lints, checks types, runs the unit tests, builds, adds up
 * what the first screen loads, and runs the flows in the browsers.
 * Ends with one line `N passed, N failed`; the exit status is 0 only if nothing failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../chromium.ts';
import { findFirefox, findLavapipe } from '../firefox.ts';
import { playwrightTally, type Tally, vitestTally } from '../tally.ts';

const reports = mkdtempSync(join(tmpdir(), 'swantham-tests-'));
let passed = 0;
const failed: string[] = [];
const atSecondTry: string[] = [];

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

/** Counts a check that either holds or does not, such as the linter. */
function check(command: string, args: string[]): boolean {
  const ok = run(command, args);
  if (ok) passed++;
  else failed.push([command, ...args].join(' '));
  return ok;
}

/** Adds what a test runner found; a runner that failed without a failed test counts as one failure. */
function tally(runner: string, ok: boolean, read: () => Tally): void {
  try {
    const found = read();
    passed += found.passed;
    atSecondTry.push(...found.atSecondTry);
    failed.push(...found.failed);
    if (!ok && found.failed.length === 0) failed.push(runner);
  } catch {
    failed.push(runner);
  }
}

/** Installs the browsers that are missing: Debian's packages where that may be done; else Playwright's Chromium. */
function installBrowsers(): void {
  const isRoot = process.getuid?.() === 0;
  const debian = isRoot && spawnSync('apt-get', ['--version']).status === 0;
  const missing = [
    ...(findChromium() ? [] : ['chromium']),
    ...(findFirefox() ? [] : ['firefox-esr']),
    ...(findLavapipe() ? [] : ['mesa-vulkan-drivers']),
  ];
  if (debian && missing.length > 0) {
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  }
  if (!findChromium()) run('npx', ['playwright', 'install', 'chromium']);
}

installBrowsers();
if (!findChromium()) {
  console.error('No Chromium or Chrome was found and none could be installed; set CHROMIUM_PATH to one.');
  failed.push('no browser');
} else {
  check('npx', ['biome', 'ci', '.']);
  check('npx', ['tsc', '-b']);

  const unit = join(reports, 'unit.json');
  const ok = run('npx', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unit}`,
  ]);
  tally('vitest', ok, () => vitestTally(unit));

  if (check('npx', ['vite', 'build'])) {
    check('npm', ['run', '--silent', 'budget']);
    const flows = join(reports, 'flows.json');
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: flows };
    tally('playwright', run('npx', ['playwright', 'test', '--reporter=list,json'], env), () =>
      playwrightTally(flows),
    );
  }
}

// Last, and by name: whoever sees only the end of a long log sees what matters.
for (const name of atSecondTry) console.log(`passed at the second try: ${name}`);
for (const name of failed) console.log(`failed: ${name}`);
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
