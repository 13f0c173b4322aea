import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { test as anywhere } from '@playwright/test';

/** How many flows run at once. */
export const AT_ONCE = 2;

/**
 * A test that has a share of the processors to itself, with all that it starts, where `taskset` is: a thread of the
 * app's that waits for another keeps its processor busy, and two browsers with two threads on two processors would
 * hinder each other most of the time. A flow that is about threads is an ordinary test.
 */
export const test = anywhere.extend<object, { processors: undefined }>({
  processors: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what it asks for from the pattern.
    async ({}, use, { parallelIndex }) => {
      const share = Math.max(1, Math.floor(availableParallelism() / AT_ONCE));
      const first = parallelIndex * share;
      spawnSync('taskset', ['--cpu-list', '--pid', `${first}-${first + share - 1}`, `${process.pid}`]);
      await use(undefined);
    },
    { scope: 'worker', auto: true },
  ],
});
