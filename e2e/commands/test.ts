/**
 * `npm test`: everything there is to check, on a machine that has Node and npm. Finds the browsers or
 * installs them, then lints, checks types, runs the unit tests, builds, and runs the flows in the browsers.
 * Ends with one line `N passed, N failed`; the exit status is 0 only if nothing failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../chromium.ts';
import { findFirefox, findLavapipe } from '../firefox.ts';

const reports = mkdtempSync(join(tmpdir(), 'swantham-tests-'));
let passed = 0;
let failed = 0;

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

/** Counts a check that either holds or does not, such as the linter. */
function check(command: string, args: string[]): boolean {
  const ok = run(command, args);
  if (ok) passed++;
  else failed++;
  return ok;
}

/** Adds a test runner's own counts; a runner that failed without a failed test counts as one failure. */
function tally(ok: boolean, report: string, read: (json: never) => { passed: number; failed: number }): void {
  try {
    const counts = read(JSON.parse(readFileSync(report, 'utf8')) as never);
    passed += counts.passed;
    failed += counts.failed;
    if (!ok && counts.failed === 0) failed++;
  } catch {
    failed++;
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
  failed++;
} else {
  check('npx', ['biome', 'ci', '.']);
  check('npx', ['tsc', '-b']);

  const unit = join(reports, 'unit.json');
  tally(
    run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`]),
    unit,
    (json: { numPassedTests: number; numFailedTests: number }) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests,
    }),
  );

  if (check('npx', ['vite', 'build'])) {
    const flows = join(reports, 'flows.json');
    tally(
      run('npx', ['playwright', 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: flows }),
      flows,
      ({ stats }: { stats: { expected: number; unexpected: number; flaky: number } }) => ({
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
      }),
    );
  }
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
