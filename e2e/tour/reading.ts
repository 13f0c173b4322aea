import { expect } from '../page.ts';
import { openAddress, type Stop } from './stop.ts';

/** Pages that are read: help, the worksheet and what the words mean. */
export const READING: readonly Stop[] = [
  {
    name: 'help',
    whole: true,
    async go(page, t) {
      await openAddress(page, '#/help');
      await expect(page.getByRole('heading', { level: 1, name: t.help.title })).toBeVisible();
    },
  },
  {
    name: 'worksheet',
    whole: true,
    async go(page) {
      await openAddress(page, '#/worksheet');
      await expect(page.getByTestId('worksheet')).toBeVisible();
      await page.locator('main label:has([role=switch])').last().click();
      await expect(page.getByTestId('answers')).toBeVisible();
    },
  },
  {
    name: 'glossary',
    whole: true,
    async go(page, t) {
      await openAddress(page, '#/glossary/perplexity');
      await expect(page.getByRole('heading', { level: 1, name: t.terms.title })).toBeVisible();
      await expect(page.getByTestId('word').first()).toBeVisible();
    },
  },
];
