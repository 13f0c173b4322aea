import type { Page } from '@playwright/test';
import { expect } from '../page.ts';
import { openAddress, type Stop } from './stop.ts';

/** The experiment that is visited: the shortest. */
const EXPERIMENT = '37';
/** The button that starts an experiment. */
const startButton = (page: Page) => page.locator('main section button.big');

/** The Lab: its list, and one experiment from its start to its finding. */
export const LAB: readonly Stop[] = [
  {
    name: 'lab-list',
    whole: true,
    async go(page) {
      await openAddress(page, '#/lab/');
      await expect(page.getByTestId('experiment').first()).toBeVisible();
    },
  },
  {
    name: 'lab-before',
    whole: true,
    async go(page) {
      await openAddress(page, `#/lab/${EXPERIMENT}`);
      await expect(startButton(page)).toBeEnabled({ timeout: 120_000 });
    },
  },
  {
    name: 'lab-running',
    async go(page) {
      // The shortest of the samples alone: the quick form then trains once.
      for (const author of ['yours', 'diary', 'malayalam'])
        await page.locator(`main input[value=${author}]`).uncheck({ force: true, timeout: 5000 });
      await expect(startButton(page)).toBeEnabled();
      await startButton(page).click();
      await expect(page.getByRole('progressbar')).toBeVisible();
    },
  },
  {
    name: 'lab-finished',
    whole: true,
    async go(page) {
      await expect(page.locator('[data-testid=finding][data-complete=true]')).toBeVisible({
        timeout: 240_000,
      });
    },
  },
  {
    name: 'lab-unknown',
    async go(page) {
      await openAddress(page, '#/lab/nowhere');
      await expect(page.getByTestId('experiment').first()).toBeVisible();
    },
  },
];
