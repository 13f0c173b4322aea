import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What a test runner found. A test that failed and then passed has passed, and is named. */
export interface Tally {
  passed: number;
  atSecondTry: string[];
  failed: string[];
}

interface VitestReport {
  testResults: {
    name: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** Reads the report of vitest's "json" reporter. */
export function vitestTally(path: string): Tally {
  const tally: Tally = { passed: 0, atSecondTry: [], failed: [] };
  for (const { name: file, assertionResults } of read<VitestReport>(path).testResults)
    for (const { fullName, status, failureMessages } of assertionResults) {
      const name = `${relative('.', file)} ${fullName}`;
      if (status === 'failed') tally.failed.push(name);
      if (status !== 'passed') continue;
      tally.passed++;
      // What went wrong at the first try stays in the report.
      if (failureMessages.length > 0) tally.atSecondTry.push(name);
    }
  return tally;
}

interface PlaywrightSuite {
  specs: { file: string; title: string; tests: { status: string }[] }[];
  suites?: PlaywrightSuite[];
}

/** Reads the report of Playwright's "json" reporter. */
export function playwrightTally(path: string): Tally {
  const tally: Tally = { passed: 0, atSecondTry: [], failed: [] };
  const take = ({ specs, suites = [] }: PlaywrightSuite) => {
    for (const { file, title, tests } of specs)
      for (const { status } of tests) {
        const name = `${file} ${title}`;
        if (status === 'unexpected') tally.failed.push(name);
        if (status === 'flaky') tally.atSecondTry.push(name);
        if (status === 'expected' || status === 'flaky') tally.passed++;
      }
    suites.forEach(take);
  };
  read<{ suites: PlaywrightSuite[] }>(path).suites.forEach(take);
  return tally;
}

const read = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;
